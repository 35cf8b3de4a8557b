package dev.milepost.cli;

import dev.milepost.runtime.text.Counts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Numbers and times as a person reads them. */
final class Text {

    private static final int SOME = 5;

    private Text() {}

    /** {@code 1 event}, {@code 12,345 events}. */
    static String count(long number, String thing) {
        return Counts.of(number, thing);
    }

    /** The first of them, and how many more there are. */
    static String some(List<String> things) {
        String first = String.join(", ", things.subList(0, Math.min(SOME, things.size())));
        return things.size() <= SOME ? first : first + " and " + number(things.size() - SOME) + " more";
    }

    static String number(long number) {
        return Counts.number(number);
    }

    /** {@code late 2,035, payout refused 1,404}. */
    static String tally(Map<String, Long> reasons) {
        Map<String, Long> words = new TreeMap<>();
        reasons.forEach((reason, count) -> words.put(reason.replace('_', ' '), count));
        return counts(words);
    }

    /** {@code spring 12, ten-for-both 9,526}, in the order of the map. */
    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(each -> each.getKey() + " " + number(each.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** {@code 0.4 s}, {@code 12 s}, {@code 3 min 20 s}, {@code 5 h 12 min}, {@code 3 d 4 h}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        if (duration.toHours() < 2) {
            return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
        }
        return duration.toDays() < 2
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toDays() + " d " + duration.toHoursPart() + " h";
    }

    /** A time as ClickHouse writes it, without milliseconds that are none. */
    static String moment(String time) {
        return time.endsWith(".000") ? time.substring(0, time.length() - 4) : time;
    }

    /** A text, or a dash where there is none. */
    static String orDash(String text) {
        return text.isEmpty() ? "-" : text;
    }
}
