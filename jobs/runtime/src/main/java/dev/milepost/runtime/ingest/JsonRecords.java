package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.schemas.StreamContract;
import java.util.Iterator;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads one JSON object into the generated record of a stream's contract. Strict: a field that the contract lacks, a
 * value of another type, a number that does not fit exactly are refused with the field, what was expected and what was
 * found. Field names are the contract's.
 *
 * <p>Beyond the contract, files may carry {@code received_at}: see {@link #takeReceivedAt}.
 */
public final class JsonRecords {

    /** The optional field of files: when the log took the record. */
    public static final String RECEIVED_AT = "received_at";

    private static final String EVENT_TIME = "event_time";

    private static final ObjectReader READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION)
            .build()
            .readerFor(JsonNode.class);

    private JsonRecords() {}

    /**
     * Parses a text that must be one JSON object.
     *
     * @throws RecordException {@code undecodable}, with the column; the message never holds the text
     */
    public static ObjectNode parse(String text) throws RecordException {
        JsonNode node;
        try {
            node = READER.readValue(text);
        } catch (JsonProcessingException e) {
            long column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
            throw new RecordException(Reasons.UNDECODABLE, "no JSON: " + JsonProblem.of(e) + ", near column " + column);
        } catch (NumberFormatException e) {
            // The parser lets this through for an exponent that no number can have.
            throw new RecordException(Reasons.UNDECODABLE, "no JSON: a number's exponent is beyond all bounds");
        }
        if (!(node instanceof ObjectNode object)) {
            String found = node == null || node.isMissingNode() ? "nothing" : JsonValues.kind(node);
            throw new RecordException(Reasons.UNDECODABLE, "expected one JSON object, found " + found);
        }
        return object;
    }

    /**
     * Takes {@code received_at} out of a parsed object.
     *
     * @return epoch milliseconds, or null where the field is absent or null
     * @throws RecordException {@code invalid} where it is no time
     */
    public static Long takeReceivedAt(ObjectNode json) throws RecordException {
        JsonNode value = json.remove(RECEIVED_AT);
        return value == null || value.isNull()
                ? null
                : JsonValues.instant(RECEIVED_AT, value).toEpochMilli();
    }

    /** The {@code event_time} of a parsed object in epoch milliseconds; null where there is none that can be read. */
    static Long eventTime(ObjectNode json) {
        JsonNode value = json.get(EVENT_TIME);
        try {
            return value == null || value.isNull()
                    ? null
                    : JsonValues.instant(EVENT_TIME, value).toEpochMilli();
        } catch (RecordException e) {
            return null;
        }
    }

    /**
     * Reads a parsed object.
     *
     * @throws RecordException {@code invalid}, with the field
     */
    public static SpecificRecord read(StreamContract contract, ObjectNode json) throws RecordException {
        SpecificRecord record = contract.newRecord();
        int used = 0;
        for (Schema.Field field : contract.schema().getFields()) {
            JsonNode value = json.get(field.name());
            if (value != null) {
                used++;
            }
            record.put(field.pos(), JsonValues.read(contract, field, value));
        }
        if (used < json.size()) {
            throw unknownField(contract, json);
        }
        return record;
    }

    private static RecordException unknownField(StreamContract contract, ObjectNode json) {
        Iterator<String> names = json.fieldNames();
        String unknown = names.next();
        while (contract.schema().getField(unknown) != null) {
            unknown = names.next();
        }
        return new RecordException(
                Reasons.INVALID,
                "field " + JsonValues.shown(unknown) + ": the stream " + contract.stream()
                        + " has no such field; put what is your own into properties");
    }
}
