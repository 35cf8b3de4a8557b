package dev.milepost.programs;

import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import dev.milepost.programs.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the window of a pattern, quota, cap or budget: {@code within}, {@code per} or {@code gap}, one of them at most. */
final class WindowReader {

    static final Set<String> KEYS = Set.of("within", "per", "gap");

    private final Values values;

    WindowReader(Values values) {
        this.values = values;
    }

    /** A lifetime where none of the keys stands, and where what stands is wrong. */
    Window read(YamlNode map, String what) {
        List<String> keys = new ArrayList<>(map.entries().keySet());
        keys.retainAll(KEYS);
        if (keys.size() > 1) {
            values.add(
                    map.keyPlace(keys.get(1)),
                    what + " has both " + keys.get(0) + " and " + keys.get(1) + ": keep one window");
        }
        return keys.isEmpty() ? Window.LIFETIME : window(keys.get(0), map.get(keys.get(0)));
    }

    private Window window(String key, YamlNode node) {
        switch (key) {
            case "per" -> {
                CalendarUnit unit = unit(node);
                return unit == null ? Window.LIFETIME : new Window.Calendar(unit);
            }
            case "gap" -> {
                long millis = Durations.exactMillis(node, key, 0, values.problems);
                return Durations.withinRetention(node, key, Span.ofMillis(millis), values.problems) == null
                        ? Window.LIFETIME
                        : new Window.Session(millis);
            }
            default -> {
                Span length = Durations.retained(node, key, values.problems);
                return length == null ? Window.LIFETIME : new Window.Rolling(length);
            }
        }
    }

    private CalendarUnit unit(YamlNode node) {
        if (node.isScalar()
                && !node.text().isBlank()
                && Character.isDigit(node.text().charAt(0))) {
            values.add(
                    node.place(),
                    "per " + node.text() + " is a length of time: write within: " + node.text()
                            + ", or per: day, week, month, quarter or year");
            return null;
        }
        return values.word(node, "per", CalendarUnit.class);
    }
}
