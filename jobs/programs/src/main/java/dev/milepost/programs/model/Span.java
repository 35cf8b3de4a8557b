package dev.milepost.programs.model;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;

/**
 * A length of time: exact, or as long as the calendar has it. One of the two is 0, the other greater.
 *
 * @param months calendar months, {@code 1mo}; a year is twelve
 * @param millis an exact length, {@code 30m}, {@code 24h}, {@code 30d}
 */
public record Span(int months, long millis) implements Serializable {

    /** No time at all. */
    public static final Span ZERO = new Span(0, 0);

    public static Span ofMillis(long millis) {
        return new Span(0, millis);
    }

    public static Span ofMonths(int months) {
        return new Span(months, 0);
    }

    /** The moment so long after; a day of the month that there is not becomes the month's last. */
    public long after(long timeMillis, ZoneId zone) {
        return months == 0
                ? timeMillis + millis
                : Instant.ofEpochMilli(timeMillis)
                        .atZone(zone)
                        .plusMonths(months)
                        .toInstant()
                        .toEpochMilli();
    }

    /** The moment so long before; a day of the month that there is not becomes the month's last. */
    public long before(long timeMillis, ZoneId zone) {
        return months == 0
                ? timeMillis - millis
                : Instant.ofEpochMilli(timeMillis)
                        .atZone(zone)
                        .minusMonths(months)
                        .toInstant()
                        .toEpochMilli();
    }
}
