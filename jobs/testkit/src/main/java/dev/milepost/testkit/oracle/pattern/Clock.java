package dev.milepost.testkit.oracle.pattern;

import dev.milepost.testkit.oracle.pattern.Spec.Frame;
import dev.milepost.testkit.oracle.pattern.Spec.Length;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.IsoFields;

/** Calendar arithmetic in one zone. */
final class Clock {

    private final ZoneId zone;

    Clock(ZoneId zone) {
        this.zone = zone;
    }

    private ZonedDateTime at(long time) {
        return Instant.ofEpochMilli(time).atZone(zone);
    }

    long plus(long time, Length length) {
        return at(time).plusMonths(length.months()).toInstant().toEpochMilli() + length.millis();
    }

    long minus(long time, Length length) {
        return at(time).minusMonths(length.months()).toInstant().toEpochMilli() - length.millis();
    }

    /** A name of the unit that a time is in. */
    String unit(long time, Frame frame) {
        LocalDate date = at(time).toLocalDate();
        return switch (frame) {
            case DAY -> date.toString();
            case WEEK -> date.get(IsoFields.WEEK_BASED_YEAR) + "w" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case MONTH -> date.getYear() + "-" + date.getMonthValue();
            case QUARTER -> date.getYear() + "q" + date.get(IsoFields.QUARTER_OF_YEAR);
            case YEAR -> String.valueOf(date.getYear());
            default -> throw new IllegalArgumentException(frame + " is no unit of the calendar");
        };
    }
}
