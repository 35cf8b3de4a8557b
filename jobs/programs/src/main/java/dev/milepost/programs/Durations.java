package dev.milepost.programs;

import dev.milepost.programs.model.Span;
import dev.milepost.programs.yaml.Problems;
import dev.milepost.programs.yaml.YamlNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time of program files: exact {@code 10s}, {@code 30m}, {@code 24h}, {@code 30d}; calendar {@code 1mo}, {@code 1y}. */
final class Durations {

    private static final Pattern FORM = Pattern.compile("(-?)(\\d{1,9})(s|m|h|d|mo|y)");

    private static final long SECOND = 1_000L;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Ten years: no state is kept longer, and no sum of times overflows. */
    private static final long MAX_DAYS = 3650;

    private static final int MAX_MONTHS = 120;

    /**
     * How far back state reaches: as long as attribution keeps orders ({@code attribution.order_retention}), which a
     * calendar's thirteen months never exceed.
     */
    static final Span RETENTION = Span.ofMillis(400 * DAY);

    static final int RETENTION_MONTHS = 13;

    private static final String EXACT = "minutes, hours or days, such as 30m, 24h or 30d";
    private static final String ANY = "a length such as 30m, 24h, 30d, 1mo or 1y";

    private Durations() {}

    /** An exact length in milliseconds, greater than 0; else says what is wrong and returns the fallback. */
    static long exactMillis(YamlNode node, String what, long fallback, Problems problems) {
        Span span = read(node, what, EXACT, false, problems);
        if (span == null) {
            return fallback;
        }
        if (span.months() != 0) {
            problems.add(
                    node.place(),
                    what + " " + node.text().strip()
                            + " is as long as the calendar has it: only an exact length can stand here, such as "
                            + (span.months() % 12 == 0 && node.text().endsWith("y") ? "365d" : "30d"));
            return fallback;
        }
        return span.millis();
    }

    /** A length greater than 0; else says what is wrong and returns null. */
    static Span span(YamlNode node, String what, Problems problems) {
        return read(node, what, ANY, false, problems);
    }

    /** A length from 0 on; else says what is wrong and returns null. */
    static Span spanOrZero(YamlNode node, String what, Problems problems) {
        return read(node, what, ANY, true, problems);
    }

    /** A length greater than 0 that state reaches back; else says what is wrong and returns null. */
    static Span retained(YamlNode node, String what, Problems problems) {
        return withinRetention(node, what, span(node, what, problems), problems);
    }

    /** The span, where state reaches back that far; else says that it does not and returns null. */
    static Span withinRetention(YamlNode node, String what, Span span, Problems problems) {
        if (span == null || (span.millis() <= RETENTION.millis() && span.months() <= RETENTION_MONTHS)) {
            return span;
        }
        problems.add(
                node.place(),
                what + " " + node.text().strip() + " reaches further back than state is kept: write at most "
                        + RETENTION.millis() / DAY + "d or " + RETENTION_MONTHS + "mo");
        return null;
    }

    private static Span read(YamlNode node, String what, String example, boolean zero, Problems problems) {
        String text = node.expectText(what, example, problems);
        if (text == null) {
            return null;
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            problems.add(node.place(), what + " " + text + " is no length of time: write " + example);
            return null;
        }
        long number = Long.parseLong(form.group(2));
        if (!form.group(1).isEmpty() || (number == 0 && !zero)) {
            problems.add(
                    node.place(),
                    what + " " + text + " is " + (zero ? "below" : "not longer than") + " 0: write " + example);
            return null;
        }
        long unit = switch (form.group(3)) {
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            case "d" -> DAY;
            case "mo" -> 1;
            default -> 12;
        };
        boolean calendar = unit <= 12;
        if (number * unit > (calendar ? MAX_MONTHS : MAX_DAYS * DAY)) {
            problems.add(
                    node.place(),
                    what + " " + text + " is longer than " + (calendar ? "10y" : MAX_DAYS + "d")
                            + ": write a shorter one");
            return null;
        }
        return calendar ? Span.ofMonths((int) (number * unit)) : Span.ofMillis(number * unit);
    }
}
