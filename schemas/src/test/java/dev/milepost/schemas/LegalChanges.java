package dev.milepost.schemas;

import static dev.milepost.schemas.SchemaText.declaration;
import static dev.milepost.schemas.SchemaText.json;
import static dev.milepost.schemas.SchemaText.typeOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;

/** Draws changes that a contract may make, all different: one to three at a time. */
final class LegalChanges {

    /** What was done to a contract. */
    record Change(String name, Schema older, Schema current) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<String> GROWTH = List.of(
            "\"type\": \"string\", \"default\": \"\"",
            "\"type\": \"long\", \"default\": 0",
            "\"type\": \"boolean\", \"default\": false",
            "\"type\": [\"null\", \"string\"], \"default\": null",
            "\"type\": [\"long\", \"null\"], \"default\": 7",
            "\"type\": {\"type\": \"map\", \"values\": \"string\"}, \"default\": {}",
            "\"type\": {\"type\": \"array\", \"items\": \"long\"}, \"default\": []",
            "\"type\": {\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}, \"default\": 0",
            "\"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 18, \"scale\": 6}, \"default\": \"\\u0000\"",
            "\"type\": {\"type\": \"enum\", \"name\": \"E%d\", \"symbols\": [\"A\", \"B\"], \"default\": \"A\"}, \"default\": \"B\"",
            "\"type\": {\"type\": \"fixed\", \"name\": \"F%d\", \"size\": 2}, \"default\": \"ab\"",
            "\"type\": [\"null\", \"long\"], \"default\": null, \"check\": \"non_negative\"");

    private LegalChanges() {}

    static List<Change> draw(long seed, int count) {
        Random random = new Random(seed);
        List<Change> changes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; changes.size() < count; i++) {
            SchemaText before =
                    SchemaText.of(Contracts.schemaOf(Contracts.ALL.get(random.nextInt(Contracts.ALL.size()))));
            SchemaText now = SchemaText.of(before.schema());
            List<String> done = new ArrayList<>();
            for (int step = 0; step <= random.nextInt(3); step++) {
                done.add(change(before, now, random, i * 10 + step));
            }
            String name = before.name() + ": " + String.join(", ", done);
            if (!names.contains(name)) {
                names.add(name);
                changes.add(new Change(name, before.schema(), now.schema()));
            }
        }
        return changes;
    }

    private static String change(SchemaText before, SchemaText now, Random random, int number) {
        // The columns of a table keep their types and places: it may only gain columns, in its key too, and words.
        return switch (random.nextInt(now.isTable() ? 4 : 8)) {
            case 0 -> documented(now, random, number);
            case 1 -> aliased(now, random, number);
            case 2 -> grown(now, random, number);
            case 3 -> now.isTable() ? keyGrown(now, number) : symbolAdded(before, now, number);
            case 4 -> widened(before, now, number);
            case 5 -> absenceAllowed(now, random);
            case 6 -> defaultGiven(before, now, number);
            default -> reordered(now);
        };
    }

    private static String documented(SchemaText now, Random random, int number) {
        now.record().put("doc", "Other words, " + number);
        now.field(random, field -> true).put("doc", "Other words, " + number);
        return "documentation";
    }

    private static String aliased(SchemaText now, Random random, int number) {
        ObjectNode field = now.field(random, one -> true);
        field.putArray("aliases").add("formerly_" + number);
        return "alias of " + SchemaText.nameOf(field);
    }

    private static String grown(SchemaText now, Random random, int number) {
        String type = GROWTH.get(random.nextInt(GROWTH.size())).replace("%d", Integer.toString(number));
        now.add(random, "{\"name\": \"grown_" + number + "\", " + type + "}");
        return "grown by " + type;
    }

    private static String keyGrown(SchemaText now, int number) {
        now.fields().add(json("{\"name\": \"key_" + number + "\", \"type\": \"string\", \"default\": \"\"}"));
        ((ArrayNode) now.record().get("table_key")).add("key_" + number);
        return "key grown by key_" + number;
    }

    private static String symbolAdded(SchemaText before, SchemaText now, int number) {
        String grown = "{\"name\": \"colour_" + number + "\", \"type\": {\"type\": \"enum\", \"name\": \"Colour"
                + number + "\", \"symbols\": [\"NONE\", \"RED\"], \"default\": \"NONE\"}}";
        before.fields().add(json(grown));
        now.fields().add(json(grown));
        JsonNode field = now.fields().get(now.fields().size() - 1);
        ((ArrayNode) declaration((ObjectNode) field).get("symbols")).insert(1, "BLUE");
        return "enum symbol added";
    }

    private static String widened(SchemaText before, SchemaText now, int number) {
        boolean whole = number % 2 == 0;
        before.fields()
                .add(json("{\"name\": \"width_" + number + "\", \"type\": \"" + (whole ? "int" : "float") + "\"}"));
        now.fields()
                .add(json("{\"name\": \"width_" + number + "\", \"type\": \"" + (whole ? "long" : "double") + "\"}"));
        return whole ? "int widened to long" : "float widened to double";
    }

    private static String absenceAllowed(SchemaText now, Random random) {
        ObjectNode field = now.field(random, one -> typeOf(one).equals("string") && !one.has("default"));
        if (field == null) {
            return "nothing";
        }
        ArrayNode union = now.fields().arrayNode().add(field.get("type")).add("null");
        field.set("type", union);
        return "absence of " + SchemaText.nameOf(field) + " allowed";
    }

    private static String defaultGiven(SchemaText before, SchemaText now, int number) {
        before.fields().add(json("{\"name\": \"given_" + number + "\", \"type\": \"long\"}"));
        now.fields().add(json("{\"name\": \"given_" + number + "\", \"type\": \"long\", \"default\": 5}"));
        return "default given";
    }

    private static String reordered(SchemaText now) {
        now.fields().add(now.fields().remove(0));
        return "fields in another order";
    }
}
