package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.schemas.StreamContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps raw personal data out of dead letters, which are stored and shown. */
final class Redaction {

    static final String WITHHELD = "(withheld)";

    private Redaction() {}

    /** The object with the values of raw and of unknown fields withheld: a mistyped field may hold an address. */
    static String of(StreamContract contract, ObjectNode json) {
        ObjectNode safe = json.deepCopy();
        withhold(safe, contract);
        return safe.toString();
    }

    private static void withhold(ObjectNode json, StreamContract contract) {
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            JsonNode value = json.get(name);
            boolean known = contract == null
                    || contract.schema().getField(name) != null
                    || name.equals(JsonRecords.RECEIVED_AT);
            if (PersonalData.isRaw(name) || !known) {
                json.put(name, WITHHELD);
            } else if (value instanceof ObjectNode object) {
                withhold(object, null);
            }
        }
    }

    /** A text that is no JSON: Base64 of its bytes, unless it may hold personal data. */
    static String ofText(String text) {
        boolean suspect = text.indexOf('@') >= 0
                || PersonalData.RAW_FIELDS.keySet().stream().anyMatch(field -> text.contains("\"" + field));
        return suspect ? WITHHELD : DeadLetters.base64(text.getBytes(StandardCharsets.UTF_8));
    }
}
