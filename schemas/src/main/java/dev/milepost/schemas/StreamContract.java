package dev.milepost.schemas;

import java.time.Instant;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event stream: a Kafka topic, or files of that name.
 *
 * @param stream the name of the topic and of the files
 * @param type the generated class of its events
 * @param schema the current schema
 * @param keyField the field that events are keyed by; with event_id it identifies an event
 * @param keyPosition where that field is in the schema
 * @param eventIdPosition where event_id is
 * @param eventTimePosition where event_time is
 */
public record StreamContract(
        String stream,
        Class<? extends SpecificRecord> type,
        Schema schema,
        String keyField,
        int keyPosition,
        int eventIdPosition,
        int eventTimePosition) {

    static StreamContract of(Class<? extends SpecificRecord> type) {
        Schema schema = Contracts.schemaOf(type);
        String keyField = schema.getProp("key");
        return new StreamContract(
                schema.getProp("stream"),
                type,
                schema,
                keyField,
                position(schema, keyField),
                position(schema, "event_id"),
                position(schema, "event_time"));
    }

    private static int position(Schema schema, String field) {
        Schema.Field found = field == null ? null : schema.getField(field);
        if (found == null) {
            throw new IllegalStateException("The schema " + schema.getFullName() + " declares a stream, but its field "
                    + field + " is missing: a stream has event_id, event_time and the field that \"key\" names");
        }
        return found.pos();
    }

    /** The value of the key field, or null where the record lacks it (which ingest refuses). */
    public String key(SpecificRecord event) {
        return (String) event.get(keyPosition);
    }

    /** The event's id, or null where the record lacks it (which ingest refuses). */
    public String eventId(SpecificRecord event) {
        return (String) event.get(eventIdPosition);
    }

    /** The event's time in epoch milliseconds; the record must have one, as every decoded record does. */
    public long eventTimeMillis(SpecificRecord event) {
        return ((Instant) event.get(eventTimePosition)).toEpochMilli();
    }

    /** An event without any field set. */
    public SpecificRecord newRecord() {
        return (SpecificRecord) SpecificData.newInstance(type, schema);
    }
}
