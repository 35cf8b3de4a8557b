package dev.milepost.adversaries;

import dev.milepost.simulator.Season;

/**
 * The period. Whoever refers does so until {@link #lastSignup()}, so that what comes of it comes within the period.
 *
 * @param drift how far adversaries' ways change along it, 0 to 1
 */
record Calendar(long start, long end, double drift) {

    /** From the last signup to the end: a hold, refunds after it, and two weeks in which to do nothing. */
    private static final long TAIL = 40 * Season.DAY;

    private static final double MOST_TAIL = 0.45;

    long lastSignup() {
        return end - Math.min(TAIL, (long) (MOST_TAIL * (end - start)));
    }

    /** A share of the time in which people refer, as a time. */
    long at(double share) {
        return start + (long) (share * (lastSignup() - start));
    }

    /** How far adversaries have gone from their old ways: 0 at the start, {@link #drift} at the last signup. */
    double changed(long time) {
        double share = (double) (time - start) / (lastSignup() - start);
        return drift * Math.max(0, Math.min(1, share));
    }
}
