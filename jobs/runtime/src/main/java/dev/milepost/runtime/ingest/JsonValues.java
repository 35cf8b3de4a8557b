package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.milepost.schemas.StreamContract;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** Reads one JSON value as an Avro type asks for it. */
final class JsonValues {

    private static final String TEXT = "a text";
    private static final String WHOLE = "a whole number of 64 bits";
    /** March 1973: a smaller number of our days is one of seconds. */
    private static final long LEAST_MILLIS = 100_000_000_000L;

    private static final String TIME = "a time as ISO-8601 with Z or an offset, or as epoch milliseconds";
    private static final int SHOWN = 80;

    private JsonValues() {}

    /**
     * The value of a field.
     *
     * @param json null where the field is absent, which is as good as a JSON null
     */
    static Object read(StreamContract contract, Schema.Field field, JsonNode json) throws RecordException {
        boolean nullable = field.schema().isNullable();
        if (json == null || (json.isNull() && nullable)) {
            if (field.hasDefaultValue()) {
                return SpecificData.getForClass(contract.type()).getDefaultValue(field);
            }
            throw RecordException.invalid(field.name(), expected(field.schema()), "nothing");
        }
        return value(contract, field.name(), nullable ? nonNull(field.schema()) : field.schema(), json);
    }

    private static Object value(StreamContract contract, String name, Schema type, JsonNode json)
            throws RecordException {
        LogicalType logical = type.getLogicalType();
        if (logical instanceof LogicalTypes.TimestampMillis) {
            return instant(name, json);
        }
        if (logical instanceof LogicalTypes.Decimal decimal) {
            return decimal(name, decimal, json);
        }
        return switch (type.getType()) {
            case STRING -> text(name, json);
            case LONG -> whole(name, json);
            case BOOLEAN -> {
                if (!json.isBoolean()) {
                    throw RecordException.invalid(name, expected(type), found(json));
                }
                yield json.booleanValue();
            }
            case ENUM -> symbol(name, type, json, contract);
            case MAP -> texts(name, json);
            case ARRAY -> {
                if (!json.isArray()) {
                    throw RecordException.invalid(name, expected(type), found(json));
                }
                List<Object> values = new ArrayList<>(json.size());
                for (JsonNode element : json) {
                    values.add(value(contract, name + "[" + values.size() + "]", type.getElementType(), element));
                }
                yield values;
            }
            default ->
                throw new IllegalStateException("The contract of " + contract.stream() + " has a field of type "
                        + type.getType() + ", which JSON records do not know: " + name);
        };
    }

    static Instant instant(String name, JsonNode json) throws RecordException {
        if (json.isIntegralNumber() && json.canConvertToLong()) {
            if (json.longValue() >= 0 && json.longValue() < LEAST_MILLIS) {
                throw RecordException.invalid(name, TIME + " (this looks like seconds)", found(json));
            }
            return Instant.ofEpochMilli(json.longValue());
        }
        if (!json.isTextual()) {
            throw RecordException.invalid(name, TIME, found(json));
        }
        try {
            Instant instant = OffsetDateTime.parse(json.textValue()).toInstant();
            return Instant.ofEpochMilli(instant.toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            throw RecordException.invalid(name, TIME, found(json));
        }
    }

    private static BigDecimal decimal(String name, LogicalTypes.Decimal type, JsonNode json) throws RecordException {
        int digits = type.getPrecision() - type.getScale();
        String expected =
                "a number with at most " + digits + " digits before the point and " + type.getScale() + " after it";
        if (!json.isNumber()) {
            throw RecordException.invalid(name, expected, found(json));
        }
        BigDecimal value = json.decimalValue().stripTrailingZeros();
        // Asked before setScale, which would write out every zero of 1e1000000000.
        if (value.scale() > type.getScale() || (long) value.precision() - value.scale() > digits) {
            throw RecordException.invalid(name, expected, found(json));
        }
        return value.setScale(type.getScale());
    }

    private static String text(String name, JsonNode json) throws RecordException {
        if (!json.isTextual()) {
            throw RecordException.invalid(name, TEXT, found(json));
        }
        return sound(name, json.textValue());
    }

    private static Long whole(String name, JsonNode json) throws RecordException {
        if (!json.isIntegralNumber() || !json.canConvertToLong()) {
            throw RecordException.invalid(name, WHOLE, found(json));
        }
        return json.longValue();
    }

    private static Object symbol(String name, Schema type, JsonNode json, StreamContract contract)
            throws RecordException {
        if (!json.isTextual() || !type.hasEnumSymbol(json.textValue())) {
            throw RecordException.invalid(name, expected(type), found(json));
        }
        return SpecificData.getForClass(contract.type()).createEnum(json.textValue(), type);
    }

    /** A map of texts: numbers and booleans become their text, nulls are as good as absent. */
    private static Map<String, String> texts(String name, JsonNode json) throws RecordException {
        if (!json.isObject()) {
            throw RecordException.invalid(name, "an object of texts", found(json));
        }
        Map<String, String> texts = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : json.properties()) {
            JsonNode value = entry.getValue();
            String path = name + "." + shown(entry.getKey());
            sound(path, entry.getKey());
            if (value.isContainerNode()) {
                throw RecordException.invalid(path, "a text, a number or a boolean", kind(value));
            }
            if (value.isTextual()) {
                texts.put(entry.getKey(), sound(path, value.textValue()));
            } else if (value.isNumber()) {
                texts.put(
                        entry.getKey(),
                        value.isBigDecimal() ? value.decimalValue().toString() : value.asText());
            } else if (value.isBoolean()) {
                texts.put(entry.getKey(), String.valueOf(value.booleanValue()));
            }
        }
        return texts;
    }

    /** Half a surrogate pair has no UTF-8: written and read back it would be another text. */
    private static String sound(String name, String text) throws RecordException {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
                if (!pair) {
                    throw RecordException.invalid(
                            name, "a text of whole characters", "half a surrogate pair at character " + (i + 1));
                }
                i++;
            }
        }
        return text;
    }

    private static Schema nonNull(Schema union) {
        return union.getTypes().stream()
                .filter(type -> type.getType() != Schema.Type.NULL)
                .findFirst()
                .orElseThrow();
    }

    private static String expected(Schema type) {
        Schema exact = type.isNullable() ? nonNull(type) : type;
        if (exact.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return TIME;
        }
        return switch (exact.getType()) {
            case STRING -> TEXT;
            case LONG -> WHOLE;
            case BOOLEAN -> "true or false";
            case MAP -> "an object of texts";
            case ARRAY -> "a list";
            case ENUM -> "one of " + String.join(", ", known(exact));
            default -> exact.getType().getName();
        };
    }

    /** The symbols that may be given: the default stands for those of later versions. */
    private static List<String> known(Schema type) {
        return type.getEnumSymbols().stream()
                .filter(symbol -> !symbol.equals(type.getEnumDefault()))
                .toList();
    }

    /** What a value is; numbers, booleans and short texts are shown themselves, unless they may be personal data. */
    static String found(JsonNode json) {
        if (json.isValueNode() && PersonalText.isIn(json.asText())) {
            return kind(json) + ", which is withheld";
        }
        if (json.isTextual()) {
            return "the text '" + shown(json.textValue()) + "'";
        }
        if (json.isNumber()) {
            String number = json.isBigDecimal() ? json.decimalValue().toString() : json.asText();
            return "the number " + shown(number);
        }
        return json.isBoolean() ? json.asText() : kind(json);
    }

    static String kind(JsonNode json) {
        return switch (json.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL -> "null";
            default -> "nothing";
        };
    }

    /** At most 80 characters of a text, control characters and halves of pairs as dots; none of what may be personal data. */
    static String shown(String text) {
        if (PersonalText.isIn(text)) {
            return PersonalText.WITHHELD;
        }
        String start = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return start.replaceAll("[\\p{Cntrl}\\p{Cs}]", ".");
    }
}
