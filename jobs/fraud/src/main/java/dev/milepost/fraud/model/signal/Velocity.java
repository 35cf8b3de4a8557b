package dev.milepost.fraud.model.signal;

import java.util.List;
import org.apache.commons.math3.special.Beta;

/**
 * VELOCITY: −log10 P(N ≥ n), at most 6, of the n referrals that an advocate had in the hour besides the assessed one. N is
 * negative binomial with size 1 (the hourly rate is exponential about its mean) and the mean of {@link SegmentBaseline#hourlyMean}:
 * own hour-of-week EWMA, shrunk to the segment. P(N ≥ n) = I_{μ/(μ+r)}(n, r), the regularised incomplete beta function.
 *
 * <p>The assessed referral is not counted: an hour is looked at because it has one, so that alone is no surprise. Doubles.
 */
final class Velocity implements SignalRule {

    private static final double SIZE = 1;

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
                Log.tail(atLeast(others, mean)),
                List.of(evidence.subject().advocateId()));
    }

    /** P(N ≥ n) of a negative binomial with this mean, above 0. */
    static double atLeast(int n, double mean) {
        return atLeast(n, mean, SIZE);
    }

    /** The same with another size: its variance is mean + mean² / size. */
    static double atLeast(int n, double mean, double size) {
        return n == 0 ? 1 : Beta.regularizedBeta(mean / (mean + size), n, size);
    }
}
