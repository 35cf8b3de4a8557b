package dev.milepost.programs;

import dev.milepost.programs.model.Measure;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.programs.yaml.Nearest;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads patterns. A pattern is a map with the one key that says its kind; null where something in it is wrong. */
final class PatternReader {

    static final Set<String> NTH_KEYS = Set.of("event", "where", "n");
    static final Set<String> COUNT_KEYS = Set.of("event", "where", "at_least", "distinct", "within", "per", "gap");
    static final Set<String> SUM_KEYS = Set.of("event", "where", "field", "at_least", "within", "per", "gap");
    static final Set<String> LEVEL_KEYS = Set.of("field", "at_least", "for");
    static final Set<String> ALL_KEYS = Set.of("all", "within", "per", "gap");
    static final Set<String> ANY_KEYS = Set.of("any");
    static final Set<String> SEQUENCE_KEYS = Set.of("sequence", "within");
    static final Set<String> TIMER_KEYS = Set.of("anchor", "after", "every");
    static final Set<String> ABSENCE_KEYS = Set.of("event", "where", "during", "after");

    /** The keys that say a pattern's kind, each with those that may stand within it; none where they stand beside it. */
    static final Map<String, Set<String>> KINDS = Map.ofEntries(
            Map.entry("event", Set.of()),
            Map.entry("nth", NTH_KEYS),
            Map.entry("count", COUNT_KEYS),
            Map.entry("sum", SUM_KEYS),
            Map.entry("level", LEVEL_KEYS),
            Map.entry("all", Set.of()),
            Map.entry("any", Set.of()),
            Map.entry("sequence", Set.of()),
            Map.entry("timer", TIMER_KEYS),
            Map.entry("absence", ABSENCE_KEYS));

    private static final String EXAMPLE = "{event: order}";

    private final Values values;
    private final EventReader events;
    private final WhereReader where;
    private final WindowReader windows;

    PatternReader(Values values) {
        this.values = values;
        this.events = new EventReader(values);
        this.where = new WhereReader(values);
        this.windows = new WindowReader(values);
    }

    /**
     * Reads a pattern.
     *
     * @param what the key that it stands under
     */
    Pattern read(YamlNode node, String what, Scope scope) {
        if (node == null || !node.expectMap(what, EXAMPLE, values.problems)) {
            return null;
        }
        String kind = kind(node, what);
        if (kind == null) {
            return null;
        }
        int before = values.problems.count();
        if (refusesWhatBelongsWithin(node, kind)) {
            return null;
        }
        Pattern pattern = pattern(node, kind, scope);
        return values.problems.count() == before ? pattern : null;
    }

    private String kind(YamlNode node, String what) {
        List<String> kinds = new ArrayList<>(node.entries().keySet());
        kinds.retainAll(KINDS.keySet());
        if (kinds.size() == 1) {
            return kinds.get(0);
        }
        if (kinds.size() > 1) {
            values.add(
                    node.keyPlace(kinds.get(1)),
                    what + " has both " + kinds.get(0) + " and " + kinds.get(1)
                            + ": write {all: [{…}, {…}]} or {any: [{…}, {…}]}, or keep one");
            return null;
        }
        for (String key : node.entries().keySet()) {
            String meant = Nearest.to(key, KINDS.keySet()).orElse(null);
            if (meant != null) {
                values.add(node.keyPlace(key), "unknown pattern " + key + ": write " + meant);
                return null;
            }
        }
        values.add(
                node.place(),
                what + " names no pattern: write " + EXAMPLE + ", or one of "
                        + String.join(", ", new TreeSet<>(KINDS.keySet())));
        return null;
    }

    /** {@code {count: {event: x}, at_least: 5}}: right keys in the wrong place. */
    private boolean refusesWhatBelongsWithin(YamlNode node, String kind) {
        Set<String> within = new TreeSet<>(KINDS.get(kind));
        within.retainAll(node.entries().keySet());
        within.forEach(key -> values.add(
                node.keyPlace(key),
                key + " stands beside " + kind + ": put it inside, as in {" + kind + ": {" + key + ": …}}"));
        return !within.isEmpty();
    }

    private Pattern pattern(YamlNode node, String kind, Scope scope) {
        return switch (kind) {
            case "event" -> event(node, scope);
            case "all" -> all(node, scope);
            case "any" -> any(node, scope);
            case "sequence" -> sequence(node, scope);
            default -> {
                Set<String> beside = new TreeSet<>(KINDS.get(kind));
                beside.add(kind);
                values.refuseOtherKeys(node, "a pattern", beside);
                YamlNode body = node.get(kind);
                Set<String> keys = KINDS.get(kind);
                if (!body.expectMap(
                        kind, "{" + kind + ": {…}} with " + String.join(", ", new TreeSet<>(keys)), values.problems)) {
                    yield null;
                }
                values.refuseOtherKeys(body, kind, keys);
                yield withBody(body, kind, scope);
            }
        };
    }

    private Pattern withBody(YamlNode body, String kind, Scope scope) {
        return switch (kind) {
            case "nth" ->
                new Pattern.Nth(
                        events.read(body, kind, scope), values.whole(values.required(body, kind, "n", "2"), "n", 1));
            case "count" -> count(body, scope);
            case "sum" -> sum(body, scope);
            case "level" -> level(body);
            case "timer" -> timer(body, scope);
            default -> absence(body, scope);
        };
    }

    private Pattern event(YamlNode node, Scope scope) {
        values.refuseOtherKeys(node, "an event pattern", EventReader.KEYS);
        return events.read(node, "the pattern", scope);
    }

    private Pattern count(YamlNode body, Scope scope) {
        Pattern.Event event = events.read(body, "count", scope);
        long atLeast = values.whole(values.required(body, "count", "at_least", "5"), "at_least", 1);
        YamlNode distinct = body.get("distinct");
        String field = values.text(distinct, "distinct", "a field's name, such as order_id");
        if (field != null && event != null && Measure.of(field) != null) {
            values.add(distinct.place(), "distinct " + field + " would count different amounts: name a text field");
        } else if (field != null && event != null) {
            where.fits(field, distinct.place(), event.names(), scope);
        }
        return new Pattern.Count(event, atLeast, windows.read(body, "count"), field);
    }

    private Pattern sum(YamlNode body, Scope scope) {
        Pattern.Event event = events.read(body, "sum", scope);
        YamlNode fieldNode = values.required(body, "sum", "field", "amount");
        String field = values.text(fieldNode, "field", "a field's name, such as amount");
        YamlNode atLeast = values.required(body, "sum", "at_least", "100.00");
        Window window = windows.read(body, "sum");
        if (field == null || event == null || atLeast == null) {
            return null;
        }
        Measure measure = Measure.of(field);
        if (measure == Measure.MRR || measure == Measure.ARR) {
            values.add(
                    fieldNode.place(),
                    field + " is a level, which a sum would count again with each renewal: write {level: {field: "
                            + field + ", at_least: …}}, or sum amount");
            return null;
        }
        if (!where.fits(field, fieldNode.place(), event.names(), scope)) {
            return null;
        }
        return new Pattern.Sum(event, field, threshold(measure, atLeast), window);
    }

    private long threshold(Measure measure, YamlNode node) {
        return measure != null && measure.isMoney()
                ? values.money(node, "at_least")
                : values.quantity(node, "at_least");
    }

    private Pattern level(YamlNode body) {
        YamlNode fieldNode = values.required(body, "level", "field", "mrr");
        String field = values.text(fieldNode, "field", "a field's name, such as mrr");
        YamlNode atLeast = values.required(body, "level", "at_least", "1000.00");
        YamlNode hold = body.get("for");
        Span span = hold == null ? Span.ZERO : Durations.retained(hold, "for", values.problems);
        if (field == null || atLeast == null || values.isMinor(field, fieldNode.place())) {
            return null;
        }
        Measure measure = Measure.of(field);
        if (measure == Measure.AMOUNT || measure == Measure.VALUE) {
            values.add(
                    fieldNode.place(),
                    field + " is of one event, not a level that lasts: use mrr, arr, a click's name or an attribute, or"
                            + " write {event: …, where: {" + field + ": {at_least: …}}}");
            return null;
        }
        return values.isUsable(measure, fieldNode.place())
                ? new Pattern.Level(field, threshold(measure, atLeast), span)
                : null;
    }

    private Pattern all(YamlNode node, Scope scope) {
        values.refuseOtherKeys(node, "an all pattern", ALL_KEYS);
        return new Pattern.All(parts(node, "all", 1, scope), windows.read(node, "all"));
    }

    private Pattern any(YamlNode node, Scope scope) {
        if (node.get("within") != null) {
            values.add(
                    node.keyPlace("within"),
                    "any completes with one part, so nothing lies within a time: put within inside the part");
        }
        Set<String> keys = new TreeSet<>(ANY_KEYS);
        keys.add("within");
        values.refuseOtherKeys(node, "an any pattern", keys);
        return new Pattern.Any(parts(node, "any", 1, scope));
    }

    private Pattern sequence(YamlNode node, Scope scope) {
        values.refuseOtherKeys(node, "a sequence pattern", SEQUENCE_KEYS);
        YamlNode within = node.get("within");
        if (within == null) {
            values.add(
                    node.keyPlace("sequence"),
                    "a sequence without within would wait for ever: add within: 30d beside sequence");
        }
        Span span = within == null ? null : Durations.retained(within, "within", values.problems);
        return new Pattern.Sequence(parts(node, "sequence", 2, scope), span);
    }

    private List<Pattern> parts(YamlNode node, String key, int least, Scope scope) {
        YamlNode list = node.get(key);
        List<Pattern> parts = new ArrayList<>();
        if (!list.expectList(key, "[{event: …}, {event: …}]", values.problems)) {
            return parts;
        }
        if (list.oneOrMore().size() < least) {
            values.add(
                    list.place(),
                    key + " has " + (list.oneOrMore().isEmpty() ? "no part" : "one part") + ": give it "
                            + (least == 1 ? "one at least" : "two at least, or write the part alone"));
        }
        for (YamlNode item : list.oneOrMore()) {
            Pattern part = read(item, "a part of " + key, scope);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private Pattern timer(YamlNode body, Scope scope) {
        Pattern anchor = read(values.required(body, "timer", "anchor", "{event: signup}"), "anchor", scope);
        YamlNode after = values.required(body, "timer", "after", "1y");
        YamlNode every = body.get("every");
        return new Pattern.Timer(
                anchor,
                after == null ? null : Durations.span(after, "after", values.problems),
                every == null ? null : Durations.span(every, "every", values.problems));
    }

    private Pattern absence(YamlNode body, Scope scope) {
        Pattern.Event event = events.read(body, "absence", scope);
        YamlNode during = body.get("during");
        if (during == null) {
            values.add(
                    body.place(),
                    "an absence without during would never be sure: add during: 7d, how long nothing may come");
        }
        Pattern after = read(values.required(body, "absence", "after", "{event: signup}"), "after", scope);
        return new Pattern.Absence(
                event, during == null ? null : Durations.retained(during, "during", values.problems), after);
    }
}
