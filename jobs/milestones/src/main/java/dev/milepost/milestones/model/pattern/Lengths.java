package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Span;
import java.time.ZoneId;

/** Stretches of the calendar in one time zone. */
final class Lengths {

    /**
     * How far the start of a window of calendar months can go back while time goes on: several days of a long month reach the
     * last day of a short one, each at its own hour, and clocks are put back.
     */
    private static final long SLACK = 3 * 86_400_000L;

    private Lengths() {}

    /** So much that entries before the start of a rolling window, which may come back into it, are kept longer. */
    static long slack(Span length) {
        return length.months() == 0 ? 0 : SLACK;
    }

    /** From when on no window of that length holds what happened then. */
    static long left(long timeMillis, Span length, ZoneId zone) {
        return length.after(timeMillis, zone) + slack(length);
    }

    /** The kth repetition: counted from the anchor, so that the 31st comes back after a short month. */
    static long repetition(long anchorMillis, Span after, Span every, long k, ZoneId zone) {
        if (k == 0) {
            return after.after(anchorMillis, zone);
        }
        if (after.months() > 0 && every.months() > 0) {
            return Span.ofMonths(Math.toIntExact(after.months() + k * every.months()))
                    .after(anchorMillis, zone);
        }
        long first = after.after(anchorMillis, zone);
        return every.months() > 0
                ? Span.ofMonths(Math.toIntExact(k * every.months())).after(first, zone)
                : Math.addExact(first, Math.multiplyExact(k, every.millis()));
    }
}
