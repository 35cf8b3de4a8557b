package dev.milepost.programs.model;

/** A stretch of the calendar; a week begins on Monday (ISO 8601). */
public enum CalendarUnit {
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR
}
