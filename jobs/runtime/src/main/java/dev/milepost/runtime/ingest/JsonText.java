package dev.milepost.runtime.ingest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericEnumSymbol;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Writes a generated record as the JSON that {@link JsonRecords} reads; for dead letters and tools. */
public final class JsonText {

    private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

    private JsonText() {}

    /** One line of JSON, fields in the contract's order, maps in the order of their keys, absent fields left out. */
    public static String of(SpecificRecord record) {
        return json(record).toString();
    }

    /** The same, not yet as a text. */
    static ObjectNode json(SpecificRecord record) {
        ObjectNode json = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            put(json, field.name(), record.get(field.pos()));
        }
        return json;
    }

    /**
     * The fields of a record that say more than their default does, without some of them.
     *
     * @param without names of fields to leave out
     */
    public static ObjectNode said(SpecificRecord record, Set<String> without) {
        ObjectNode json = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null && !without.contains(field.name()) && !isDefault(field, value)) {
                put(json, field.name(), value);
            }
        }
        return json;
    }

    private static boolean isDefault(Schema.Field field, Object value) {
        return field.hasDefaultValue() && value.equals(SpecificData.get().getDefaultValue(field));
    }

    private static void put(ObjectNode json, String name, Object value) {
        if (value == null) {
            return;
        }
        if (value instanceof Instant instant) {
            json.put(name, instant.toString());
        } else if (value instanceof BigDecimal decimal) {
            json.put(name, decimal.stripTrailingZeros());
        } else if (value instanceof Long number) {
            json.put(name, number);
        } else if (value instanceof Integer number) {
            json.put(name, number);
        } else if (value instanceof Double number) {
            json.put(name, number);
        } else if (value instanceof Boolean flag) {
            json.put(name, flag);
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode object = json.putObject(name);
            new TreeMap<>(map).forEach((key, text) -> object.put(key.toString(), text.toString()));
        } else if (value instanceof List<?> list) {
            var array = json.putArray(name);
            for (Object element : list) {
                if (element instanceof Long number) {
                    array.add(number);
                } else {
                    array.add(element.toString());
                }
            }
        } else if (value instanceof CharSequence || value instanceof Enum<?> || value instanceof GenericEnumSymbol) {
            json.put(name, value.toString());
        } else {
            throw new IllegalStateException(
                    "A field of type " + value.getClass().getName() + " has no JSON: " + name);
        }
    }
}
