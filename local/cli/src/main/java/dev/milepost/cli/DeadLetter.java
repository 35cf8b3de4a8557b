package dev.milepost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.schemas.Streams;
import java.time.Instant;
import java.util.Set;

/**
 * A dead letter as the warehouse shows it.
 *
 * @param id reason and origin
 * @param receivedAt when the log took the record first; the start of 1970 where unknown
 * @param payload its JSON, or Base64 of its bytes
 */
record DeadLetter(
        String id,
        String reason,
        String detail,
        String stream,
        String origin,
        String eventId,
        Instant receivedAt,
        String payload) {

    /** The field of a line that says which dead letter it mends. */
    static final String ID = "dead_letter_id";

    /** The field of a line for bytes that are no record: to be replaced by the record's fields. */
    static final String BYTES = "base64";

    /** Of an event that is accepted all the same, or whose id another one has: the id is taken. */
    private static final Set<String> TAKEN = Set.of(
            Reasons.CONFLICTING_DUPLICATE, "duplicate_order", "order_expired", "order_unknown", "currency_mismatch");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** There is something to mend: not of a day's clicks, nor of a fact between two folds. */
    boolean hasRecord() {
        return !payload.isEmpty() && !stream.isEmpty() && !reason.equals(Reasons.REFUSED_ROW);
    }

    /** Whether an event would be taken for that of the letter, which counts already or never will. */
    boolean hasTaken(Event event) {
        ObjectNode record = record();
        return TAKEN.contains(reason)
                && record != null
                && event.eventId().equals(record.path("event_id").asText())
                && event.key()
                        .equals(record.path(Streams.named(stream).keyField()).asText());
    }

    /** Its record on one line of JSON, with its id first. */
    String line() {
        ObjectNode line = JSON.createObjectNode().put(ID, id);
        ObjectNode record = record();
        return record == null
                ? line.put(BYTES, payload).toString()
                : line.setAll(record).toString();
    }

    /** The record on several lines, or its bytes in Base64. */
    String pretty() {
        JsonNode record = record();
        try {
            return record == null
                    ? payload
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What was parsed can be written", e);
        }
    }

    /** The record's fields; null where the payload is no JSON. */
    private ObjectNode record() {
        try {
            return JsonRecords.parse(payload);
        } catch (RecordException e) {
            return null;
        }
    }
}
