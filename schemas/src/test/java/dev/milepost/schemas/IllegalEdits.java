package dev.milepost.schemas;

import static dev.milepost.schemas.SchemaText.declaration;
import static dev.milepost.schemas.SchemaText.isLogical;
import static dev.milepost.schemas.SchemaText.json;
import static dev.milepost.schemas.SchemaText.nameOf;
import static dev.milepost.schemas.SchemaText.typeOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** What a hurried person could do to a contract's text, one at a time; each says what the refusal must say. */
final class IllegalEdits {

    /** What an edit has done to the text; null: the text has nothing of that kind. */
    record Done(String field, String words) {}

    /** Edits {@code now}; where the contract lacks what is to be broken, first adds it to {@code before} too. */
    @FunctionalInterface
    interface Edit {
        Done apply(SchemaText before, SchemaText now, Random random);
    }

    private IllegalEdits() {}

    @FunctionalInterface
    interface FieldEdit {
        Done apply(SchemaText now, ObjectNode field);
    }

    static Edit field(Predicate<ObjectNode> fits, FieldEdit edit) {
        return (before, now, random) -> {
            ObjectNode field = now.field(random, fits);
            return field == null ? null : edit.apply(now, field);
        };
    }

    static boolean any(ObjectNode field) {
        return field != null;
    }

    static Predicate<ObjectNode> has(String property) {
        return field -> field.has(property);
    }

    static Predicate<ObjectNode> plain(String type) {
        return field -> typeOf(field).equals(type) && declaredPlainly(field);
    }

    static boolean declaredPlainly(ObjectNode field) {
        ObjectNode declaration = declaration(field);
        return declaration == null || !declaration.has("logicalType");
    }

    static Done removed(SchemaText now, ObjectNode field) {
        now.remove(field);
        return new Done(nameOf(field), "was removed");
    }

    static Done renamed(ObjectNode field, boolean alias) {
        String name = nameOf(field);
        field.put("name", name + "_new");
        if (alias) {
            field.putArray("aliases").add(name);
        }
        return new Done(name, "was removed (or renamed)");
    }

    static Done addedWithoutDefault(SchemaText before, SchemaText now, Random random) {
        String name = "added_" + random.nextInt(1000);
        String type = List.of(
                        "\"string\"", "\"long\"", "[\"null\", \"string\"]", "{\"type\": \"map\", \"values\": \"long\"}")
                .get(random.nextInt(4));
        now.add(random, "{\"name\": \"" + name + "\", \"type\": " + type + "}");
        return new Done(name, "a new field needs a default");
    }

    static Done aliasOfAnother(SchemaText now, ObjectNode field) {
        ObjectNode added = now.fields().addObject();
        added.put("name", "taker");
        added.set("type", json("[\"null\", \"string\"]"));
        added.putNull("default");
        added.putArray("aliases").add(nameOf(field));
        return new Done("taker", "its alias " + nameOf(field) + " is the name of another field");
    }

    static Edit retype(String from, String to, String words) {
        return field(plain(from), (now, field) -> {
            field.set("type", json(to));
            field.remove(List.of("default", "clickhouse", "check"));
            return new Done(nameOf(field), words);
        });
    }

    /** As the other; a stream without such a field gets one first. */
    static Edit retypeColumnOr(String from, String to, String words) {
        return (before, now, random) -> {
            if (now.field(random, plain(from)) == null) {
                String grown = "{\"name\": \"grown\", \"type\": \"" + from + "\"}";
                before.fields().add(json(grown));
                now.fields().add(json(grown));
            }
            return retype(from, to, words).apply(before, now, random);
        };
    }

    static Edit logical(String logicalType, String property, Object value) {
        return field(field -> isLogical(field, logicalType), (now, field) -> {
            ObjectNode declaration = declaration(field);
            String was = declaration.get(property).asText();
            if (value == null) {
                declaration.remove(property);
            } else {
                declaration.set(property, json(value instanceof Integer ? value.toString() : "\"" + value + "\""));
            }
            return new Done(nameOf(field), property + " was " + was + " and is " + (value == null ? "absent" : value));
        });
    }

    /** Of the contract's own enum, or of one that it is given first. */
    static Edit enumeration(FieldEdit edit) {
        return (before, now, random) -> {
            Predicate<ObjectNode> fits = field -> typeOf(field).equals("enum");
            if (now.field(random, fits) == null) {
                String grown =
                        "{\"name\": \"colour\", \"type\": {\"type\": \"enum\", \"name\": \"Colour\", \"symbols\":"
                                + " [\"UNKNOWN\", \"RED\", \"BLUE\"], \"default\": \"UNKNOWN\"}}";
                before.fields().add(json(grown));
                now.fields().add(json(grown));
            }
            return field(fits, edit).apply(before, now, random);
        };
    }

    static Done symbolRemoved(SchemaText now, ObjectNode field) {
        ArrayNode symbols = (ArrayNode) declaration(field).get("symbols");
        String last = symbols.remove(symbols.size() - 1).textValue();
        return new Done(nameOf(field), "the symbol " + last + " was removed");
    }

    static Done enumDefaultRemoved(SchemaText now, ObjectNode field) {
        declaration(field).remove("default");
        return new Done(nameOf(field), "the default symbol was UNKNOWN and is null");
    }

    static Done enumDefaultChanged(SchemaText now, ObjectNode field) {
        String other = declaration(field).get("symbols").get(1).textValue();
        declaration(field).put("default", other);
        return new Done(nameOf(field), "the default symbol was UNKNOWN and is " + other);
    }

    static Done enumRenamed(SchemaText now, ObjectNode field) {
        declaration(field).put("name", "Other");
        return new Done(nameOf(field), "the enum was named");
    }

    static Done recordNamed(SchemaText now, String property, String value) {
        now.record().put(property, value);
        return new Done(null, "the record was named");
    }

    static Edit union(FieldEdit edit) {
        return field(field -> typeOf(field).equals("union"), edit);
    }

    static Done branchRemoved(SchemaText now, ObjectNode field) {
        field.set("type", field.get("type").get(1));
        field.remove("default");
        return new Done(
                nameOf(field), now.isTable() ? "cannot start or cease to be nullable" : "type null were allowed");
    }

    static Done branchExchanged(SchemaText now, ObjectNode field) {
        JsonNode was = field.get("type").get(1);
        boolean text = was.isObject() && was.path("type").asText().equals("string");
        field.set("type", json(text ? "[\"null\", \"double\"]" : "[\"null\", \"string\"]"));
        return new Done(nameOf(field), "were allowed and are no more");
    }

    static Done defaultChanged(SchemaText before, SchemaText now, Random random) {
        ObjectNode field = grownWithDefault(before, now);
        field.put("default", 1 + random.nextInt(9));
        return new Done(nameOf(field), "the default was 0 and is");
    }

    static Done defaultRemoved(SchemaText before, SchemaText now, Random random) {
        ObjectNode field = grownWithDefault(before, now);
        field.remove("default");
        return new Done(nameOf(field), "the default was 0 and was removed");
    }

    static ObjectNode grownWithDefault(SchemaText before, SchemaText now) {
        String grown = "{\"name\": \"grown\", \"type\": \"long\", \"default\": 0}";
        before.fields().add(json(grown));
        now.fields().add(json(grown));
        return (ObjectNode) now.fields().get(now.fields().size() - 1);
    }

    static Edit retypedMap() {
        return field(plain("map"), (now, field) -> {
            boolean numbers = declaration(field).path("values").asText().equals("long");
            declaration(field).put("values", numbers ? "string" : "long");
            return new Done(nameOf(field) + "{}", numbers ? "was long and is string" : "was string and is long");
        });
    }

    static Done otherItems(SchemaText before, SchemaText now, Random random) {
        ObjectNode field = now.field(
                random,
                one -> declaration(one) != null
                        && declaration(one).path("type").asText().equals("array"));
        if (field == null) {
            return null;
        }
        boolean numbers = declaration(field).path("items").asText().equals("long");
        declaration(field).put("items", numbers ? "string" : "long");
        return new Done(nameOf(field) + "[]", numbers ? "was long and is string" : "was string and is long");
    }

    static Edit fixed(String property, Object value, String words) {
        return (before, now, random) -> {
            String grown =
                    "{\"name\": \"digest\", \"type\": {\"type\": \"fixed\", \"name\": \"Digest\", \"size\": 16}}";
            before.fields().add(json(grown));
            now.fields().add(json(grown));
            ObjectNode field = (ObjectNode) now.fields().get(now.fields().size() - 1);
            declaration(field).set(property, json(value instanceof Integer ? value.toString() : "\"" + value + "\""));
            return new Done("digest", words);
        };
    }

    static Done dropped(ObjectNode field, String property) {
        String was = field.remove(property).textValue();
        return new Done(nameOf(field), property + " was " + was + " and is absent");
    }

    static Done keyChanged(SchemaText before, SchemaText now, Random random) {
        ObjectNode other = now.field(random, plain("string"));
        if (now.isTable()) {
            ArrayNode key = (ArrayNode) now.record().get("table_key");
            boolean in = StreamSupport.stream(key.spliterator(), false)
                    .anyMatch(column -> column.textValue().equals(nameOf(other)));
            if (in) {
                return null;
            }
            key.insert(0, nameOf(other));
            return new Done(null, "table_key was [");
        }
        String property = now.record().has("topic") ? "topic_key" : "key";
        JsonNode was = now.record().get(property);
        if (was == null || was.textValue().equals(nameOf(other))) {
            return null;
        }
        now.record().put(property, nameOf(other));
        return new Done(null, property + " was " + was.textValue() + " and is " + nameOf(other));
    }

    static Done streamOrTable(SchemaText before, SchemaText now, Random random) {
        String property = now.isTable() ? "table" : now.record().has("topic") ? "topic" : "stream";
        if (!now.record().has(property)) {
            return null;
        }
        String was = now.record().get(property).textValue();
        now.record().put(property, was + "_new");
        return new Done(null, property + " was " + was + " and is " + was + "_new");
    }

    static Done swapped(SchemaText before, SchemaText now, Random random) {
        if (!now.isTable()) {
            return null;
        }
        int at = random.nextInt(now.fields().size() - 1);
        JsonNode first = now.fields().remove(at);
        now.fields().insert(at + 1, first);
        return new Done(nameOf((ObjectNode) first), "the column's place was before that of");
    }

    static Done columnWidened(SchemaText before, SchemaText now, Random random) {
        return now.isTable()
                ? field(plain("int"), (text, field) -> {
                            field.put("type", "long");
                            return new Done(nameOf(field), "was int and is long");
                        })
                        .apply(before, now, random)
                : null;
    }

    static Done columnNullable(SchemaText before, SchemaText now, Random random) {
        return now.isTable()
                ? field(plain("long"), (text, field) -> {
                            field.set("type", json("[\"null\", \"long\"]"));
                            field.putNull("default");
                            return new Done(nameOf(field), "a column cannot start or cease to be nullable");
                        })
                        .apply(before, now, random)
                : null;
    }
}
