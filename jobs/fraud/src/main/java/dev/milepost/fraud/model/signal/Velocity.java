package dev.milepost.fraud.model.signal;

import java.util.List;
import org.apache.commons.math3.special.Beta;

/**
 * VELOCITY: −log10 P(N ≥ n), at most 6, of the n referrals that an advocate had within an hour besides the assessed one, but for two:
 * friends come by threes, and the hour is the one that holds the most. N is
 * negative binomial with size 1/8 (hours are quiet or lively: the rate is gamma distributed about its mean, with eight times its
 * square as variance, for a post brings several) and the mean of {@link SegmentBaseline#hourlyMean}: own hour-of-week EWMA,
 * shrunk to the segment. P(N ≥ n) = I_{μ/(μ+r)}(n, r), the regularised incomplete beta function.
 *
 * <p>The assessed referral is not counted: an hour is looked at because it has one, so that alone is no surprise. Doubles.
 */
final class Velocity implements SignalRule {

    private static final double SIZE = 0.125;

    /** Whom a friend brings along. */
    private static final int COMPANY = 2;

    @Override
    public Signal signal() {
        return Signal.VELOCITY;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        int others = evidence.window().lastHour();
        if (others < 0) {
            return Reading.missing(signal(), Missing.GONE);
        }
        double mean = segment.hourlyMean(evidence.window(), evidence.boundMillis());
        return Reading.of(
                signal(),
                Log.tail(atLeast(Math.max(0, others - COMPANY), mean)),
                List.of(evidence.subject().advocateId()));
    }

    /** P(N ≥ n) of a negative binomial with this mean, above 0. */
    static double atLeast(int n, double mean) {
        return n == 0 ? 1 : Beta.regularizedBeta(mean / (mean + SIZE), n, SIZE);
    }
}
