package dev.milepost.programs;

import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the parts {@code qualifies} and {@code activation}, each of which one event of the streams decides. */
final class QualificationReader {

    static final Set<String> KEYS = Set.of("on", "within");

    private static final String EXAMPLE = "{on: {event: order}, within: 90d}";

    private final Values values;
    private final EventReader events;

    QualificationReader(Values values) {
        this.values = values;
        this.events = new EventReader(values);
    }

    /** The defaults where there is no node. */
    Qualification qualifies(YamlNode node) {
        Qualification defaults = Qualification.DEFAULT;
        if (node == null || !node.expectMap("qualifies", EXAMPLE + ", or remove the key", values.problems)) {
            return defaults;
        }
        values.refuseOtherKeys(node, "qualifies", KEYS);
        YamlNode within = node.get("within");
        long withinMillis = within == null
                ? defaults.withinMillis()
                : Durations.exactMillis(within, "within", defaults.withinMillis(), values.problems);
        YamlNode on = node.get("on");
        if (on == null) {
            return new Qualification(defaults.event(), defaults.where(), withinMillis);
        }
        Pattern.Event event = event(on, "on", "qualifies");
        return event == null ? defaults : new Qualification(event.names().get(0), event.where(), withinMillis);
    }

    /** Null where there is no node. */
    Pattern.Event activation(YamlNode node) {
        return node == null ? null : event(node, "activation", "activation");
    }

    private Pattern.Event event(YamlNode node, String what, String part) {
        if (!node.expectMap(what, "{event: order}", values.problems) || refusesPattern(node, part)) {
            return null;
        }
        values.refuseOtherKeys(node, what, EventReader.KEYS);
        YamlNode name = node.get("event");
        if (name != null && name.kind() == YamlNode.Kind.LIST) {
            values.add(name.place(), "event is a list, and " + part + " is decided by events of one name: write one");
            return null;
        }
        return events.read(node, what, Scope.attribution());
    }

    private boolean refusesPattern(YamlNode node, String part) {
        List<String> patterns = new ArrayList<>(node.entries().keySet());
        patterns.retainAll(PatternReader.KINDS.keySet());
        patterns.remove("event");
        patterns.forEach(pattern -> values.add(
                node.keyPlace(pattern),
                "pattern " + pattern + " cannot stand in " + part
                        + ", which one event decides: write {event: …, where: …}, and the pattern under rewards"));
        return !patterns.isEmpty();
    }
}
