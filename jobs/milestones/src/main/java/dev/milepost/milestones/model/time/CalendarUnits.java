package dev.milepost.milestones.model.time;

import dev.milepost.programs.model.CalendarUnit;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/** Where the units of the calendar begin and end in a time zone. */
public final class CalendarUnits {

    private static final int QUARTER_MONTHS = 3;

    private CalendarUnits() {}

    /** The first moment of the unit that holds the time. */
    public static long start(CalendarUnit unit, long timeMillis, ZoneId zone) {
        return millis(first(unit, timeMillis, zone), zone);
    }

    /** The first moment of the unit after it. */
    public static long end(CalendarUnit unit, long timeMillis, ZoneId zone) {
        LocalDate first = first(unit, timeMillis, zone);
        return millis(
                switch (unit) {
                    case DAY -> first.plusDays(1);
                    case WEEK -> first.plusWeeks(1);
                    case MONTH -> first.plusMonths(1);
                    case QUARTER -> first.plusMonths(QUARTER_MONTHS);
                    case YEAR -> first.plusYears(1);
                },
                zone);
    }

    private static LocalDate first(CalendarUnit unit, long timeMillis, ZoneId zone) {
        LocalDate day = Instant.ofEpochMilli(timeMillis).atZone(zone).toLocalDate();
        return switch (unit) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case QUARTER -> day.withDayOfMonth(1).minusMonths((day.getMonthValue() - 1) % QUARTER_MONTHS);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    private static long millis(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
