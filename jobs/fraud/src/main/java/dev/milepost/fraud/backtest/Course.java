package dev.milepost.fraud.backtest;

import java.util.List;

/**
 * How a referral was judged in the course of time.
 *
 * @param truth what is true of it
 * @param referralId its identity
 * @param advocateId who referred
 * @param boundMillis when it was bound
 * @param scores in the order of time
 */
public record Course(TrueReferral truth, String referralId, String advocateId, long boundMillis, List<Score> scores) {

    /** What was said at a time. */
    public record Score(long millis, double score) {}

    public Course {
        scores = List.copyOf(scores);
    }

    /** The last that was said before a time; negative infinity: nothing was. */
    public double before(long millis) {
        double last = Double.NEGATIVE_INFINITY;
        for (Score each : scores) {
            if (each.millis() >= millis) {
                break;
            }
            last = each.score();
        }
        return last;
    }
}
