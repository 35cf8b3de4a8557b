package dev.milepost.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;

/** Draws changes that no contract may make, of every kind that a hurried person could make. */
final class IllegalChanges {

    /**
     * One change.
     *
     * @param name what was done
     * @param path the place that the refusal must name
     * @param words what the refusal must say there
     */
    record Change(String name, Schema older, Schema current, String path, String words) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final int TRIES = 200;

    /** In a fixed order, so that a seed always draws the same. */
    private static final List<Map.Entry<String, IllegalEdits.Edit>> KINDS = List.of(
            kind(
                    "field with a default removed",
                    IllegalEdits.field(IllegalEdits.has("default"), IllegalEdits::removed)),
            kind(
                    "field without a default removed",
                    IllegalEdits.field(IllegalEdits.has("default").negate(), IllegalEdits::removed)),
            kind(
                    "field renamed",
                    IllegalEdits.field(IllegalEdits::any, (now, field) -> IllegalEdits.renamed(field, false))),
            kind(
                    "field renamed with an alias",
                    IllegalEdits.field(IllegalEdits::any, (now, field) -> IllegalEdits.renamed(field, true))),
            kind("field added without a default", IllegalEdits::addedWithoutDefault),
            kind("alias of another field", IllegalEdits.field(IllegalEdits::any, IllegalEdits::aliasOfAnother)),
            kind("string to long", IllegalEdits.retype("string", "\"long\"", "was string and is long")),
            kind("string to bytes", IllegalEdits.retype("string", "\"bytes\"", "was string and is bytes")),
            kind("long to double", IllegalEdits.retypeColumnOr("long", "\"double\"", "was long and is double")),
            kind("long narrowed to int", IllegalEdits.retypeColumnOr("long", "\"int\"", "was long and is int")),
            kind("boolean to string", IllegalEdits.retype("boolean", "\"string\"", "was boolean and is string")),
            kind("time unit", IllegalEdits.logical("timestamp-millis", "logicalType", "timestamp-micros")),
            kind("logical type removed", IllegalEdits.logical("timestamp-millis", "logicalType", null)),
            kind("precision raised", IllegalEdits.logical("decimal", "precision", 30)),
            kind("scale changed", IllegalEdits.logical("decimal", "scale", 2)),
            kind("enum symbol removed", IllegalEdits.enumeration(IllegalEdits::symbolRemoved)),
            kind("enum default removed", IllegalEdits.enumeration(IllegalEdits::enumDefaultRemoved)),
            kind("enum default changed", IllegalEdits.enumeration(IllegalEdits::enumDefaultChanged)),
            kind("enum renamed", IllegalEdits.enumeration(IllegalEdits::enumRenamed)),
            kind("record renamed", (before, now, random) -> IllegalEdits.recordNamed(now, "name", "Renamed")),
            kind("namespace changed", (before, now, random) -> IllegalEdits.recordNamed(now, "namespace", "elsewhere")),
            kind("absence no longer allowed", IllegalEdits.union(IllegalEdits::branchRemoved)),
            kind("branch exchanged", IllegalEdits.union(IllegalEdits::branchExchanged)),
            kind("default changed", IllegalEdits::defaultChanged),
            kind("default removed", IllegalEdits::defaultRemoved),
            kind("map of other values", IllegalEdits.retypedMap()),
            kind("array of other items", IllegalEdits::otherItems),
            kind("fixed of another size", IllegalEdits.fixed("size", 8, "size was 16 bytes and is 8")),
            kind("fixed renamed", IllegalEdits.fixed("name", "Hash", "was named")),
            kind(
                    "check dropped",
                    IllegalEdits.field(
                            IllegalEdits.has("check"), (now, field) -> IllegalEdits.dropped(field, "check"))),
            kind("key or table_key changed", IllegalEdits::keyChanged),
            kind("stream or table renamed", IllegalEdits::streamOrTable),
            kind(
                    "column type declared otherwise",
                    IllegalEdits.field(
                            IllegalEdits.has("clickhouse"), (now, field) -> IllegalEdits.dropped(field, "clickhouse"))),
            kind("columns swapped", IllegalEdits::swapped),
            kind("column widened", IllegalEdits::columnWidened),
            kind("column made nullable", IllegalEdits::columnNullable));

    private IllegalChanges() {}

    /** That many different changes, the kinds taking turns, over all contracts. */
    static List<Change> draw(long seed, int count) {
        Random random = new Random(seed);
        List<Change> changes = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int turn = 0; changes.size() < count; turn++) {
            Map.Entry<String, IllegalEdits.Edit> kind = KINDS.get(turn % KINDS.size());
            Change change = null;
            // Some kinds fit few contracts, and of those there are only so many different ones.
            for (int i = 0; i < TRIES && change == null; i++) {
                Schema contract = Contracts.schemaOf(Contracts.ALL.get(random.nextInt(Contracts.ALL.size())));
                Change drawn = change(kind, contract, random);
                change = drawn == null || names.contains(drawn.name()) ? null : drawn;
            }
            if (change != null) {
                names.add(change.name());
                changes.add(change);
            }
        }
        return changes;
    }

    static int kinds() {
        return KINDS.size();
    }

    private static Change change(Map.Entry<String, IllegalEdits.Edit> kind, Schema contract, Random random) {
        SchemaText before = SchemaText.of(contract);
        SchemaText now = SchemaText.of(contract);
        IllegalEdits.Done done = kind.getValue().apply(before, now, random);
        if (done == null) {
            return null;
        }
        String path = contract.getName() + (done.field() == null ? "" : "." + done.field());
        return new Change(kind.getKey() + ": " + path, before.schema(), now.schema(), path, done.words());
    }

    private static Map.Entry<String, IllegalEdits.Edit> kind(String name, IllegalEdits.Edit edit) {
        return Map.entry(name, edit);
    }
}
