package dev.milepost.cohorts.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** How cohorts are made and their time is cut, in UTC. */
public enum Grain {
    /** Cohorts of calendar months; period p is the p-th calendar month after. */
    CALENDAR_MONTH(0) {
        @Override
        LocalDate start(LocalDate anchor) {
            return anchor.withDayOfMonth(1);
        }

        @Override
        int period(long anchorMillis, long timeMillis) {
            return (int) ChronoUnit.MONTHS.between(start(day(anchorMillis)), start(day(timeMillis)));
        }

        @Override
        long endMillis(long anchorMillis, int period) {
            return millis(start(day(anchorMillis)).plusMonths(period + 1L));
        }
    },
    /** Cohorts of weeks from Monday; period p is the p-th week after. */
    WEEK(1) {
        @Override
        LocalDate start(LocalDate anchor) {
            return anchor.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        int period(long anchorMillis, long timeMillis) {
            return (int) ChronoUnit.WEEKS.between(start(day(anchorMillis)), start(day(timeMillis)));
        }

        @Override
        long endMillis(long anchorMillis, int period) {
            return millis(start(day(anchorMillis)).plusWeeks(period + 1L));
        }
    },
    /** Cohorts of calendar months; period p is from 30·p days after the user's own anchor on, to the millisecond. */
    DAYS30(2) {
        @Override
        LocalDate start(LocalDate anchor) {
            return anchor.withDayOfMonth(1);
        }

        @Override
        int period(long anchorMillis, long timeMillis) {
            return Math.toIntExact((timeMillis - anchorMillis) / THIRTY_DAYS);
        }

        @Override
        long endMillis(long anchorMillis, int period) {
            return anchorMillis + (period + 1L) * THIRTY_DAYS;
        }
    };

    private static final long DAY = 86_400_000L;
    private static final long THIRTY_DAYS = 30 * DAY;

    /** In bytes. */
    final int code;

    Grain(int code) {
        this.code = code;
    }

    /** The first day of the cohort of that day. */
    abstract LocalDate start(LocalDate anchor);

    /** In which period of a user a time is that is not before their anchor, from 0. */
    abstract int period(long anchorMillis, long timeMillis);

    /** When a period of a user has ended, itself excluded. */
    abstract long endMillis(long anchorMillis, int period);

    /** The first day of the cohort, in days since 1970. */
    public int startDay(long anchorMillis) {
        return (int) start(day(anchorMillis)).toEpochDay();
    }

    /** As the tables name it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static LocalDate day(long millis) {
        return LocalDate.ofEpochDay(Math.floorDiv(millis, DAY));
    }

    private static long millis(LocalDate day) {
        return day.toEpochDay() * DAY;
    }
}
