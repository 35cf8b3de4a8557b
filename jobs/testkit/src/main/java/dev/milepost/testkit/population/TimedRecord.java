package dev.milepost.testkit.population;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import org.apache.avro.specific.SpecificRecord;

/**
 * One record of a log.
 *
 * @param record an event of any stream but the clock
 * @param receivedAt when the log took it; decides lateness
 * @param origin where it is in the log
 */
public record TimedRecord(SpecificRecord record, Instant receivedAt, RecordOrigin origin) {

    /** By event time; records of one instant in the order of their event ids. */
    public static final Comparator<TimedRecord> IN_TIME =
            Comparator.comparing(TimedRecord::eventTime).thenComparing(TimedRecord::eventId);

    /** A record of no log. */
    public TimedRecord(SpecificRecord record, Instant receivedAt) {
        this(record, receivedAt, RecordOrigin.NONE);
    }

    /** The stream's name, from the schema's property {@code stream}. */
    public String stream() {
        return record.getSchema().getProp("stream");
    }

    /** The value of the stream's key field. */
    public String key() {
        return text(record.getSchema().getProp("key"));
    }

    public String eventId() {
        return text("event_id");
    }

    public Instant eventTime() {
        return (Instant) record.get(record.getSchema().getField("event_time").pos());
    }

    /** The text in {@code field}; {@code null} where the stream has no such field or the record no value. */
    public String text(String field) {
        var known = record.getSchema().getField(field);
        Object value = known == null ? null : record.get(known.pos());
        return value == null ? null : value.toString();
    }

    /** The same record, at a place in a log. */
    public TimedRecord at(RecordOrigin place) {
        return new TimedRecord(record, receivedAt, place);
    }

    /** The record as received {@code delay} after it happened; a negative delay is a clock in advance. */
    public static TimedRecord received(SpecificRecord record, Duration delay) {
        TimedRecord timeless = new TimedRecord(record, Instant.EPOCH);
        return new TimedRecord(record, timeless.eventTime().plus(delay));
    }
}
