package dev.milepost.runtime.settings;

import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Exact durations as people write them: {@code 500ms}, {@code 5s}, {@code 30m}, {@code 24h}, {@code 30d}. */
public final class Durations {

    /** What {@link #parse} takes, for messages. */
    public static final String ALLOWED = "a whole number and ms, s, m, h or d, such as 500ms, 30m or 30d";

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");

    private record Unit(String name, long millis) {}

    private static final List<Unit> LARGEST_FIRST =
            List.of(new Unit("d", 86_400_000), new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1_000));

    private Durations() {}

    /**
     * Reads one duration; a day is 24 hours.
     *
     * @throws IllegalArgumentException where the text is none, or exceeds a long of milliseconds
     */
    public static Duration parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no duration: " + ALLOWED);
        }
        long count = Long.parseLong(matcher.group(1));
        String name = matcher.group(2);
        long unit = LARGEST_FIRST.stream()
                .filter(candidate -> candidate.name().equals(name))
                .mapToLong(Unit::millis)
                .findFirst()
                .orElse(1);
        try {
            return Duration.ofMillis(Math.multiplyExact(count, unit));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is longer than a duration can be", e);
        }
    }

    /** Writes a duration in the largest unit that divides it: {@link #parse} reads the same duration back. */
    public static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis == 0) {
            return "0s";
        }
        for (Unit unit : LARGEST_FIRST) {
            if (millis % unit.millis() == 0) {
                return millis / unit.millis() + unit.name();
            }
        }
        return millis + "ms";
    }

    /** Writes a duration exactly, for a person to read: {@code 326d 20h 31m 8s 561ms}. */
    public static String spelled(Duration duration) {
        long rest = duration.toMillis();
        StringJoiner units = new StringJoiner(" ").setEmptyValue("0s");
        for (Unit unit : LARGEST_FIRST) {
            if (rest >= unit.millis()) {
                units.add(rest / unit.millis() + unit.name());
                rest %= unit.millis();
            }
        }
        return rest > 0 ? units.add(rest + "ms").toString() : units.toString();
    }
}
