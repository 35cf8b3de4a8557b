package dev.milepost.cohorts.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Cohorts and periods by hand. */
class GrainTest {

    private static long millis(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private static String start(Grain grain, String anchor) {
        return LocalDate.ofEpochDay(grain.startDay(millis(anchor))).toString();
    }

    private static int period(Grain grain, String anchor, String time) {
        return grain.period(millis(anchor), millis(time));
    }

    private static String end(Grain grain, String anchor, int period) {
        return Instant.ofEpochMilli(grain.endMillis(millis(anchor), period)).toString();
    }

    @Test
    void monthsAreOfTheCalendar() {
        assertThat(start(Grain.CALENDAR_MONTH, "2026-01-31T23:59:59.999Z")).isEqualTo("2026-01-01");
        assertThat(period(Grain.CALENDAR_MONTH, "2026-01-31T23:59:59.999Z", "2026-02-01T00:00:00Z"))
                .isEqualTo(1);
        assertThat(period(Grain.CALENDAR_MONTH, "2026-01-31T00:00:00Z", "2027-01-01T00:00:00Z"))
                .isEqualTo(12);
        assertThat(end(Grain.CALENDAR_MONTH, "2026-01-31T00:00:00Z", 1)).isEqualTo("2026-03-01T00:00:00Z");
    }

    /** 1 January 2026 is a Thursday. */
    @Test
    void weeksBeginOnMonday() {
        assertThat(start(Grain.WEEK, "2026-01-01T00:00:00Z")).isEqualTo("2025-12-29");
        assertThat(period(Grain.WEEK, "2026-01-01T00:00:00Z", "2026-01-04T23:59:59.999Z"))
                .isZero();
        assertThat(period(Grain.WEEK, "2026-01-01T00:00:00Z", "2026-01-05T00:00:00Z"))
                .isEqualTo(1);
        assertThat(end(Grain.WEEK, "2026-01-01T00:00:00Z", 0)).isEqualTo("2026-01-05T00:00:00Z");
    }

    @Test
    void thirtyDaysAreOfTheUsersOwnTime() {
        assertThat(start(Grain.DAYS30, "2026-01-31T12:00:00Z")).isEqualTo("2026-01-01");
        assertThat(period(Grain.DAYS30, "2026-01-31T12:00:00Z", "2026-03-02T11:59:59.999Z"))
                .isZero();
        assertThat(period(Grain.DAYS30, "2026-01-31T12:00:00Z", "2026-03-02T12:00:00Z"))
                .isEqualTo(1);
        assertThat(end(Grain.DAYS30, "2026-01-31T12:00:00Z", 0)).isEqualTo("2026-03-02T12:00:00Z");
    }

    @Test
    void timeBefore1970IsTimeToo() {
        assertThat(start(Grain.WEEK, "1969-12-31T23:00:00Z")).isEqualTo("1969-12-29");
        assertThat(period(Grain.CALENDAR_MONTH, "1969-12-31T23:00:00Z", "1970-01-01T00:00:00Z"))
                .isEqualTo(1);
    }
}
