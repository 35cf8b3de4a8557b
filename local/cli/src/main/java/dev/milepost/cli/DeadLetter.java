package dev.milepost.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.runtime.ingest.JsonRecords;
import dev.milepost.runtime.ingest.Reasons;
import dev.milepost.runtime.ingest.RecordException;
import dev.milepost.schemas.Streams;
import java.time.Instant;

/**
 * A dead letter as the warehouse shows it.
 *
 * @param id reason and origin
 * @param eventTimeMillis null where it could not be read
 * @param receivedAt when the log took the record first; the start of 1970 where unknown
 * @param payload its JSON, or Base64 of its bytes
 * @param payloadHash ClickHouse's sipHash64 of the payload
 */
record DeadLetter(
        String id,
        String reason,
        String detail,
        String stream,
        String origin,
        String eventId,
        Long eventTimeMillis,
        Instant receivedAt,
        String payload,
        String payloadHash) {

    /** The field of a line that says which dead letter it mends. */
    static final String ID = "dead_letter_id";

    /** The field of a line for bytes that are no record: to be replaced by the record's fields. */
    static final String BYTES = "base64";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** There is something to mend: not of a day's clicks, nor of a fact between two folds. */
    boolean hasRecord() {
        return !payload.isEmpty() && !stream.isEmpty() && !reason.equals(Reasons.REFUSED_ROW);
    }

    /**
     * A version of a program. It must be received ahead of its time and agree with those that are known, which no record says of
     * itself: so it goes back in by {@code program apply} alone, which sees to both.
     */
    boolean isOfProgram() {
        return stream.equals(Streams.PROGRAMS);
    }

    /** Whether its record never was an event. One that was has its event_id for good. */
    boolean isOfIngest() {
        return Reasons.isOfIngest(reason);
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
