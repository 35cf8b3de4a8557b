package dev.milepost.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.apache.avro.Schema;

/** A record's schema as the JSON that a person would edit. */
final class SchemaText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode record;

    private SchemaText(ObjectNode record) {
        this.record = record;
    }

    static SchemaText of(Schema schema) {
        try {
            return new SchemaText((ObjectNode) JSON.readTree(schema.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A schema is JSON", e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    Schema schema() {
        return new Schema.Parser().parse(record.toString());
    }

    ObjectNode record() {
        return record;
    }

    String name() {
        return record.get("name").textValue();
    }

    boolean isTable() {
        return record.has("table");
    }

    ArrayNode fields() {
        return (ArrayNode) record.get("fields");
    }

    /** A field drawn from those that fit; null where none does. */
    ObjectNode field(Random random, Predicate<ObjectNode> fits) {
        List<ObjectNode> fitting = new ArrayList<>();
        fields().forEach(field -> {
            if (fits.test((ObjectNode) field)) {
                fitting.add((ObjectNode) field);
            }
        });
        return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
    }

    void remove(ObjectNode field) {
        for (int i = 0; i < fields().size(); i++) {
            if (fields().get(i).equals(field)) {
                fields().remove(i);
                return;
            }
        }
        throw new IllegalArgumentException(name() + " has no " + field);
    }

    /** Adds a field at a place that is drawn. */
    void add(Random random, String field) {
        fields().insert(random.nextInt(fields().size() + 1), json(field));
    }

    /** What the field's type is called: {@code string}, {@code long}, {@code enum}, {@code union}; whatever wraps it. */
    static String typeOf(ObjectNode field) {
        JsonNode type = field.get("type");
        if (type.isArray()) {
            return "union";
        }
        return type.isTextual() ? type.textValue() : type.get("type").textValue();
    }

    /** The object that declares the field's type, or that branch of its union which is no null; null where a name does. */
    static ObjectNode declaration(ObjectNode field) {
        JsonNode type = field.get("type");
        if (type.isArray()) {
            for (JsonNode branch : type) {
                if (branch.isObject()) {
                    return (ObjectNode) branch;
                }
            }
            return null;
        }
        return type.isObject() ? (ObjectNode) type : null;
    }

    static boolean isLogical(ObjectNode field, String logicalType) {
        ObjectNode declaration = declaration(field);
        return declaration != null
                && logicalType.equals(declaration.path("logicalType").textValue());
    }

    static String nameOf(ObjectNode field) {
        return field.get("name").textValue();
    }
}
