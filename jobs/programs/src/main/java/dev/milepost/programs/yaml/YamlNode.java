package dev.milepost.programs.yaml;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One value of a YAML file, with its place. Immutable. */
public final class YamlNode {

    /** What a value is, by how it is written. */
    public enum Kind {
        MAP,
        LIST,
        TEXT,
        NUMBER,
        BOOLEAN,
        EMPTY
    }

    /** A value of a map, with the place of its key. */
    public record Entry(Place keyPlace, YamlNode value) {}

    private final Kind kind;
    private final Place place;
    private final String text;
    private final List<YamlNode> items;
    private final Map<String, Entry> entries;

    private YamlNode(Kind kind, Place place, String text, List<YamlNode> items, Map<String, Entry> entries) {
        this.kind = kind;
        this.place = place;
        this.text = text;
        this.items = items;
        this.entries = entries;
    }

    static YamlNode map(Place place, Map<String, Entry> entries) {
        return new YamlNode(Kind.MAP, place, "a map", List.of(), entries);
    }

    static YamlNode list(Place place, List<YamlNode> items) {
        return new YamlNode(Kind.LIST, place, "a list", items, Map.of());
    }

    static YamlNode scalar(Kind kind, Place place, String text) {
        return new YamlNode(kind, place, text, List.of(), Map.of());
    }

    public Kind kind() {
        return kind;
    }

    public Place place() {
        return place;
    }

    /** Text, number and boolean: as written, without quotes. Of the others, a word for messages. */
    public String text() {
        return text;
    }

    public boolean isScalar() {
        return kind == Kind.TEXT || kind == Kind.NUMBER || kind == Kind.BOOLEAN;
    }

    /** The value under a key of a map, or null where there is none or this is no map. */
    public YamlNode get(String key) {
        Entry entry = entries.get(key);
        return entry == null ? null : entry.value();
    }

    /** The place of a key of this map, or that of the map where there is no such key. */
    public Place keyPlace(String key) {
        Entry entry = entries.get(key);
        return entry == null ? place : entry.keyPlace();
    }

    /** The entries of a map in file order; empty for anything else. */
    public Map<String, Entry> entries() {
        return entries;
    }

    /** The items of a list; a scalar or map counts as a list of itself, so that {@code x} may be written for {@code [x]}. */
    public List<YamlNode> oneOrMore() {
        return kind == Kind.LIST ? items : List.of(this);
    }

    /** Whether this is a map; if not, says so. */
    public boolean expectMap(String what, String example, Problems problems) {
        return expect(Kind.MAP, "a map", what, example, problems);
    }

    /** Whether this is a list; if not, says so. */
    public boolean expectList(String what, String example, Problems problems) {
        return expect(Kind.LIST, "a list", what, example, problems);
    }

    private boolean expect(Kind expected, String word, String what, String example, Problems problems) {
        if (kind == expected) {
            return true;
        }
        problems.add(place, what + " is " + written() + ", not " + word + ": write " + example);
        return false;
    }

    /** The non-blank text of a scalar; else says what is wrong and returns null. */
    public String expectText(String what, String example, Problems problems) {
        if (isScalar() && !text.isBlank()) {
            return text.strip();
        }
        problems.add(place, what + " is " + written() + ": write " + example);
        return null;
    }

    /** Adds a problem for each key of this map that is not known. */
    public void refuseOtherKeys(String what, Set<String> known, Problems problems) {
        entries.forEach((key, entry) -> {
            if (!known.contains(key)) {
                String instead = Nearest.to(key, known)
                        .map(meant -> "write " + meant + ", or remove it")
                        .orElseGet(() -> "remove it, or use one of " + String.join(", ", new TreeSet<>(known)));
                problems.add(entry.keyPlace(), "unknown key " + key + " in " + what + ": " + instead);
            }
        });
    }

    /** How the value reads in a message: {@code "30x"}, {@code a list}, {@code empty}. */
    public String written() {
        return switch (kind) {
            case MAP, LIST, EMPTY -> text;
            case TEXT -> text.isBlank() ? "empty" : '"' + text + '"';
            case NUMBER, BOOLEAN -> text;
        };
    }
}
