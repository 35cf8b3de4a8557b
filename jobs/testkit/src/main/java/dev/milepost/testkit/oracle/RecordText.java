package dev.milepost.testkit.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A record as text to compare: its fields and properties by name, those without a value left out. */
final class RecordText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RecordText() {}

    /** Of a record. */
    static String of(SpecificRecord record) {
        Map<String, String> fields = new TreeMap<>();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value instanceof Map<?, ?> properties) {
                properties.forEach((key, text) -> fields.put(field.name() + "." + key, text.toString()));
            } else if (value instanceof BigDecimal number) {
                fields.put(field.name(), plain(number));
            } else if (value != null) {
                fields.put(field.name(), value.toString());
            }
        }
        return fields.toString();
    }

    /** Of the JSON object that a stream file would have on a line; a text that is none stands for itself. */
    static String ofJson(String text) {
        Map<String, String> fields = new TreeMap<>();
        try {
            for (Map.Entry<String, JsonNode> field : JSON.readTree(text).properties()) {
                if (field.getValue().isObject()) {
                    field.getValue()
                            .properties()
                            .forEach(each -> fields.put(
                                    field.getKey() + "." + each.getKey(),
                                    each.getValue().asText()));
                } else {
                    fields.put(field.getKey(), shown(field.getKey(), field.getValue()));
                }
            }
        } catch (JsonProcessingException e) {
            return text;
        }
        return fields.toString();
    }

    /** A time may be written in several ways, and so may a number. */
    private static String shown(String name, JsonNode value) {
        if (value.isArray()) {
            List<String> elements = new ArrayList<>();
            value.forEach(element -> elements.add(element.asText()));
            return elements.toString();
        }
        if (value.isFloatingPointNumber()) {
            return plain(value.decimalValue());
        }
        return name.equals("event_time") ? Instant.parse(value.asText()).toString() : value.asText();
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
