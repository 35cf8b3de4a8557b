package dev.milepost.simulator;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The experiment of an ask, as the program's file says it. Who is in which arm follows from the salt and the user's id, so
 * whoever knows the file knows it: the top 53 bits of h1 of {@link Murmur3} over {@code salt:user}, as a share of 2^53; the holdout
 * has those from 0 on, then come the arms in the file's order.
 *
 * @param horizonMillis how long after an exposure outcomes count
 * @param currency of the program's money, ISO 4217
 * @param holdoutMillionths the share that is held out
 */
record Experiment(String id, String salt, long horizonMillis, String currency, long holdoutMillionths, List<Arm> arms) {

    /** The arm of who is held out. */
    static final String HOLDOUT = "holdout";

    private static final int SIGN_BIT = 1;

    /**
     * Who is asked.
     *
     * @param delayMillis from the milestone until the ask goes out
     */
    record Arm(String name, long millionths, long delayMillis) {}

    /** A thirtieth of the horizon, by which people who were asked are timed: a day of 30. */
    long dayMillis() {
        return horizonMillis / 30;
    }

    /** The user's arm; null: held out. */
    Arm armOf(String userId) {
        long hash = Murmur3.hash((salt + ":" + userId).getBytes(StandardCharsets.UTF_8))[0];
        long point = hash >>> 11 << 11 >>> SIGN_BIT; // as a share of 2^63
        long left = Math.multiplyHigh(point, 2_000_000) - holdoutMillionths;
        if (left < 0) {
            return null;
        }
        for (Arm arm : arms) {
            left -= arm.millionths();
            if (left < 0) {
                return arm;
            }
        }
        return arms.get(arms.size() - 1);
    }
}
