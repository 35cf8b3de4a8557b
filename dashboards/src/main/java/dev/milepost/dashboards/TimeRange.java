package dev.milepost.dashboards;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What time a dashboard shows.
 *
 * @param from first moment
 * @param to last moment, not before from
 */
public record TimeRange(Instant from, Instant to) {

    private static final Pattern RELATIVE = Pattern.compile("now(?:([+-])(\\d{1,6})([smhdwMy]))?(?:/([smhdwMy]))?");

    public TimeRange {
        if (to.isBefore(from)) {
            throw new InvalidDashboardException("The time range ends (" + to + ") before it begins (" + from + ").");
        }
    }

    /**
     * Of two of Grafana's words: {@code now-90d}, {@code now/d}, {@code now}, epoch milliseconds, or a moment as ISO 8601 has it.
     *
     * @throws InvalidDashboardException where a word is none of these
     */
    public static TimeRange of(String from, String to, Clock clock) {
        return new TimeRange(moment(from, clock, false), moment(to, clock, true));
    }

    Duration length() {
        return Duration.between(from, to);
    }

    private static Instant moment(String word, Clock clock, boolean end) {
        Matcher relative = RELATIVE.matcher(word);
        if (relative.matches()) {
            return relative(relative, clock.instant().atZone(ZoneOffset.UTC), end);
        }
        try {
            return word.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(word)) : Instant.parse(word);
        } catch (DateTimeParseException e) {
            throw new InvalidDashboardException(
                    "The time '" + word
                            + "' is neither now, now-7d, now/d, epoch milliseconds nor a moment like 2026-01-31T00:00:00Z.",
                    e);
        }
    }

    private static Instant relative(Matcher word, ZonedDateTime now, boolean end) {
        try {
            ZonedDateTime moved = now;
            if (word.group(1) != null) {
                long amount = Long.parseLong(word.group(2)) * (word.group(1).equals("-") ? -1 : 1);
                moved = now.plus(amount, unit(word.group(3)));
            }
            return word.group(4) == null
                    ? moved.toInstant()
                    : rounded(moved, unit(word.group(4)), end).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidDashboardException("The time '" + word.group() + "' is out of reach.", e);
        }
    }

    /** The beginning of the unit, or its last millisecond where it ends a range, as Grafana has it. */
    private static ZonedDateTime rounded(ZonedDateTime moment, ChronoUnit unit, boolean end) {
        ZonedDateTime start = switch (unit) {
            case YEARS -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
            case MONTHS -> moment.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
            case WEEKS ->
                moment.truncatedTo(ChronoUnit.DAYS)
                        .minusDays(moment.getDayOfWeek().getValue() - 1L);
            default -> moment.truncatedTo(unit);
        };
        return end ? start.plus(1, unit).minus(1, ChronoUnit.MILLIS) : start;
    }

    private static ChronoUnit unit(String letter) {
        return switch (letter) {
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            case "h" -> ChronoUnit.HOURS;
            case "d" -> ChronoUnit.DAYS;
            case "w" -> ChronoUnit.WEEKS;
            case "M" -> ChronoUnit.MONTHS;
            default -> ChronoUnit.YEARS;
        };
    }
}
