package dev.milepost.runtime.source;

import dev.milepost.runtime.codec.Fields;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * What is sorted: the framed bytes of an event or a dead letter, and its place.
 *
 * <p>Events are ordered by receipt, event time, stream, event_id, key and content; where all are equal, by their bytes. So
 * what came late comes late again, the order is total, and it does not depend on the order of the files. Dead letters come
 * first, by origin.
 */
final class SortEntry implements Comparable<SortEntry> {

    /** What an entry takes in memory beyond its bytes and texts: objects and their references, rounded up. */
    private static final int OVERHEAD = 256;

    private final long timeMillis;
    private final String stream;
    private final String eventId;
    private final String key;
    private final long receivedAtMillis;
    private final long contentHash;
    private final byte[] frame;

    private SortEntry(
            long timeMillis,
            String stream,
            String eventId,
            String key,
            long receivedAtMillis,
            long contentHash,
            byte[] frame) {
        this.timeMillis = timeMillis;
        this.stream = stream;
        this.eventId = eventId;
        this.key = key;
        this.receivedAtMillis = receivedAtMillis;
        this.contentHash = contentHash;
        this.frame = frame;
    }

    static SortEntry of(Ingested ingested, byte[] frame) {
        Event event = ingested.event();
        if (event != null) {
            return new SortEntry(
                    event.eventTimeMillis(),
                    event.stream(),
                    event.eventId(),
                    event.key(),
                    event.receivedAtMillis(),
                    event.contentHash(),
                    frame);
        }
        DeadLetterRow dead = ingested.deadLetter();
        return new SortEntry(Long.MIN_VALUE, "", dead.getOrigin(), "", Long.MIN_VALUE, dead.getOriginPosition(), frame);
    }

    byte[] frame() {
        return frame;
    }

    /** About how many bytes of memory the entry takes. */
    long weight() {
        return (long) OVERHEAD + frame.length + eventId.length() + key.length();
    }

    @Override
    public int compareTo(SortEntry that) {
        int order = Long.compare(receivedAtMillis, that.receivedAtMillis);
        order = order != 0 ? order : Long.compare(timeMillis, that.timeMillis);
        order = order != 0 ? order : stream.compareTo(that.stream);
        order = order != 0 ? order : eventId.compareTo(that.eventId);
        order = order != 0 ? order : key.compareTo(that.key);
        order = order != 0 ? order : Long.compare(contentHash, that.contentHash);
        return order != 0 ? order : Arrays.compareUnsigned(frame, that.frame);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SortEntry that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frame);
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(timeMillis);
        Fields.writeText(stream, out);
        Fields.writeText(eventId, out);
        Fields.writeText(key, out);
        out.writeLong(receivedAtMillis);
        out.writeLong(contentHash);
        Fields.writeBytes(frame, out);
    }

    static SortEntry read(DataInput in) throws IOException {
        return new SortEntry(
                in.readLong(),
                Fields.readText(in),
                Fields.readText(in),
                Fields.readText(in),
                in.readLong(),
                in.readLong(),
                Fields.readBytes(in));
    }
}
