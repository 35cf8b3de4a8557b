package dev.milepost.runtime.ingest;

import dev.milepost.schemas.row.DeadLetterRow;

/**
 * What a source makes of one record: an event, a dead letter, or nothing, of an erased user's. Exactly one of event, dead letter
 * and suppressed is set.
 *
 * @param event the valid record
 * @param deadLetter why the record could not be used
 * @param raw of a dead letter from a topic: the record as it was read, for the archive; else null
 * @param suppressed where a record was read that is of an erased user: no more of it is kept
 */
public record Ingested(Event event, DeadLetterRow deadLetter, RawValue raw, Suppressed suppressed) {

    /**
     * A record that counts, and is nothing else.
     *
     * @param stream its stream
     * @param origin where it was read
     */
    public record Suppressed(String stream, Origin origin) {}

    /** Where the record was read. */
    public Origin origin() {
        if (suppressed != null) {
            return suppressed.origin();
        }
        return event != null
                ? event.origin()
                : new Origin(deadLetter.getOrigin(), deadLetter.getOriginPartition(), deadLetter.getOriginPosition());
    }

    public static Ingested accepted(Event event) {
        return new Ingested(event, null, null, null);
    }

    public static Ingested refused(DeadLetterRow deadLetter) {
        return new Ingested(null, deadLetter, null, null);
    }

    public static Ingested refused(DeadLetterRow deadLetter, RawValue raw) {
        return new Ingested(null, deadLetter, raw, null);
    }

    /** Of an erased user. */
    public static Ingested suppressed(String stream, Origin origin) {
        return new Ingested(null, null, null, new Suppressed(stream, origin));
    }
}
