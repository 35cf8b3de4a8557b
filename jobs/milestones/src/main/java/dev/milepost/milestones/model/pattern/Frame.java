package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.time.CalendarUnits;
import dev.milepost.programs.model.CalendarUnit;
import dev.milepost.programs.model.Span;
import dev.milepost.programs.model.Window;
import java.time.ZoneId;

/** A window in a program's time zone. */
final class Frame {

    /** What the window goes by. */
    enum Kind {
        LIFETIME,
        ROLLING,
        CALENDAR,
        SESSION
    }

    private final Kind kind;
    private final ZoneId zone;

    /** Of a rolling one; else null. */
    private final Span length;

    /** Of a calendar one; else null. */
    private final CalendarUnit unit;

    private final long gapMillis;

    private Frame(Kind kind, ZoneId zone, Span length, CalendarUnit unit, long gapMillis) {
        this.kind = kind;
        this.zone = zone;
        this.length = length;
        this.unit = unit;
        this.gapMillis = gapMillis;
    }

    static Frame of(Window window, ZoneId zone) {
        if (window instanceof Window.Rolling rolling) {
            return new Frame(Kind.ROLLING, zone, rolling.length(), null, 0);
        }
        if (window instanceof Window.Calendar calendar) {
            return new Frame(Kind.CALENDAR, zone, null, calendar.unit(), 0);
        }
        if (window instanceof Window.Session session) {
            return new Frame(Kind.SESSION, zone, null, null, session.gapMillis());
        }
        return new Frame(Kind.LIFETIME, zone, null, null, 0);
    }

    Kind kind() {
        return kind;
    }

    /** Of a rolling window that ends at that time: what happened then or before is not in it. */
    long start(long timeMillis) {
        return length.before(timeMillis, zone);
    }

    /** Of a rolling window: what happened then or before will not be in any later one. */
    long gone(long timeMillis) {
        return start(timeMillis) - Lengths.slack(length);
    }

    /** Of a calendar window: the first moment of the next unit. */
    long unitEnd(long timeMillis) {
        return CalendarUnits.end(unit, timeMillis, zone);
    }

    /** Of a session: whether an event goes on with it. */
    boolean goesOn(long lastMillis, long timeMillis) {
        return timeMillis - lastMillis <= gapMillis;
    }

    /** Whether the window that ends at {@code now} holds what happened {@code then}, in the same session. */
    boolean holds(long then, long now) {
        return switch (kind) {
            case LIFETIME, SESSION -> true;
            case CALENDAR -> now < unitEnd(then);
            case ROLLING -> then > start(now);
        };
    }

    /**
     * After which time no window holds what happened {@code then}.
     *
     * @param last of a session: its latest event
     */
    long over(long then, long last) {
        return switch (kind) {
            case LIFETIME -> Long.MAX_VALUE;
            case SESSION -> last + gapMillis;
            case CALENDAR -> unitEnd(then) - 1;
            case ROLLING -> Lengths.left(then, length, zone) - 1;
        };
    }
}
