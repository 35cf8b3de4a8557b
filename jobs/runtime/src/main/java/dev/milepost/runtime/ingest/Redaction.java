package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.milepost.schemas.StreamContract;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.avro.Schema;

/** Keeps raw personal data out of dead letters, which are stored and shown. */
final class Redaction {

    static final String WITHHELD = PersonalText.WITHHELD;

    private static final JsonNode WITHHELD_NODE = TextNode.valueOf(WITHHELD);

    /** Of bytes that are no text so many are kept: their Base64 just fits a dead letter's payload. */
    static final int MOST_BYTES = DeadLetters.MAX_PAYLOAD / 4 * 3;

    private Redaction() {}

    /**
     * The object with the values of raw and of unknown fields withheld: a mistyped field may hold an address. Ids stay as they are,
     * and words of people's own without e-mail addresses, as records that are taken have them; what stands where something else is
     * asked for goes if it looks like personal data.
     */
    static String of(StreamContract contract, ObjectNode json) {
        ObjectNode safe = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            String name = entry.getKey();
            Schema.Field field = contract.schema().getField(name);
            boolean known = field != null || name.equals(JsonRecords.RECEIVED_AT);
            if (PersonalData.isRaw(name) || !known) {
                safe.set(PersonalText.isIn(name) ? WITHHELD : name, WITHHELD_NODE);
            } else if (OwnWords.isMap(name) && entry.getValue() instanceof ObjectNode own) {
                safe.set(name, ofOwn(own));
            } else if (OwnWords.isText(name) && entry.getValue().isTextual()) {
                safe.put(name, PersonalText.withoutEmails(entry.getValue().textValue()));
            } else if (field != null && mayBeAnything(field) && entry.getValue().isTextual()) {
                safe.set(name, entry.getValue());
            } else {
                safe.set(name, ofOther(entry.getValue()));
            }
        }
        return safe.toString();
    }

    /** A text of the contract's that neither is a hash nor was made of an address. */
    private static boolean mayBeAnything(Schema.Field field) {
        Schema type = field.schema();
        boolean text = type.isUnion()
                ? type.getTypes().stream().anyMatch(option -> option.getType() == Schema.Type.STRING)
                : type.getType() == Schema.Type.STRING;
        return text && !Validation.isMadeOfPersonalData(field.name());
    }

    private static ObjectNode ofOwn(ObjectNode own) {
        ObjectNode safe = JsonNodeFactory.instance.objectNode();
        own.properties()
                .forEach(entry ->
                        safe.set(PersonalText.withoutEmails(entry.getKey()), ofOwn(entry.getKey(), entry.getValue())));
        return safe;
    }

    private static JsonNode ofOwn(String name, JsonNode value) {
        if (PersonalData.isRaw(name)) {
            return WITHHELD_NODE;
        }
        return value.isTextual() ? TextNode.valueOf(PersonalText.ofOwn(name, value.textValue())) : ofOther(value);
    }

    /** What is no value of its field, or says nothing by words. */
    private static JsonNode ofOther(JsonNode value) {
        if (value instanceof ObjectNode object) {
            ObjectNode safe = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> {
                boolean raw = PersonalData.isRaw(entry.getKey());
                safe.set(
                        PersonalText.isIn(entry.getKey()) ? WITHHELD : entry.getKey(),
                        raw ? WITHHELD_NODE : ofOther(entry.getValue()));
            });
            return safe;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode safe = JsonNodeFactory.instance.arrayNode();
            array.forEach(element -> safe.add(ofOther(element)));
            return safe;
        }
        return value.isTextual() && PersonalText.isIn(value.textValue()) ? WITHHELD_NODE : value;
    }

    /** A text that is no JSON: Base64 of its bytes, unless it may hold personal data. */
    static String ofText(String text) {
        return PersonalText.mayBeIn(text) ? WITHHELD : DeadLetters.base64(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes that are no text: Base64 of the first {@link #MOST_BYTES}, unless they may hold personal data. */
    static String ofBytes(byte[] bytes) {
        return isSuspect(bytes)
                ? WITHHELD
                : DeadLetters.base64(Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES)));
    }

    /** A topic's record that cannot be read: Base64 of its bytes, unless they may hold personal data. */
    static String ofWire(byte[] bytes) {
        return bytes != null && isSuspect(bytes) ? WITHHELD : DeadLetters.base64(bytes);
    }

    private static boolean isSuspect(byte[] bytes) {
        // A character for every byte: what makes a text suspect is ASCII, whatever stands around it.
        return PersonalText.mayBeIn(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
