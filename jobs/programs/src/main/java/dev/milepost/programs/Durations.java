package dev.milepost.programs;

import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time of program files: exact {@code 30m}, {@code 24h}, {@code 30d}; calendar {@code 1mo}, {@code 1y}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,9})(m|h|d|mo|y)");

    private static final long MINUTE = 60_000L;

    /** Ten years: no state is kept longer, and no sum of times overflows. */
    private static final long MAX = 3650 * 24 * 60 * MINUTE;

    private static final String EXAMPLE = "minutes, hours or days, such as 30m, 24h or 30d";

    private Durations() {}

    /** An exact length in milliseconds, greater than 0; else says what is wrong and returns the fallback. */
    static long exactMillis(YamlNode node, String what, long fallback, Problems problems) {
        String text = node.expectText(what, EXAMPLE, problems);
        if (text == null) {
            return fallback;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            problems.add(node.place(), what + " " + text + " is no length of time: write " + EXAMPLE);
            return fallback;
        }
        String unit = form.group(3);
        if (unit.equals("mo") || unit.equals("y")) {
            problems.add(
                    node.place(),
                    what + " " + text
                            + " is as long as the calendar has it: only an exact length can stand here, such as "
                            + (unit.equals("mo") ? "30d" : "365d"));
            return fallback;
        }
        long number = Long.parseLong(form.group(2));
        if (number == 0 || !form.group(1).isEmpty()) {
            problems.add(node.place(), what + " " + text + " is not longer than 0: write " + EXAMPLE);
            return fallback;
        }
        long millis = switch (unit) {
            case "m" -> number * MINUTE;
            case "h" -> number * 60 * MINUTE;
            default -> number * 24 * 60 * MINUTE;
        };
        if (millis > MAX) {
            problems.add(node.place(), what + " " + text + " is longer than 3650d: write a shorter one");
            return fallback;
        }
        return millis;
    }
}
