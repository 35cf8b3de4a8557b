package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.milepost.schemas.StreamContract;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps raw personal data out of dead letters, which are stored and shown. */
final class Redaction {

    static final String WITHHELD = "(withheld)";

    /** Of bytes that are no text so many are kept: their Base64 just fits a dead letter's payload. */
    static final int MOST_BYTES = DeadLetters.MAX_PAYLOAD / 4 * 3;

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
        return isSuspect(text) ? WITHHELD : DeadLetters.base64(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that are no text: Base64 of the first {@link #MOST_BYTES}, unless they may hold personal data. */
    static String ofBytes(byte[] bytes) {
        // A character for every byte: what makes a text suspect is ASCII, whatever stands around it.
        return isSuspect(new String(bytes, StandardCharsets.ISO_8859_1))
                ? WITHHELD
                : DeadLetters.base64(Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES)));
    }

    private static boolean isSuspect(String mixed) {
        // UTF-16 has a zero beside every letter of ASCII.
        String text = mixed.replace("\0", "");
        return text.indexOf('@') >= 0
                || PersonalData.RAW_FIELDS.keySet().stream().anyMatch(field -> text.contains("\"" + field));
    }
}
