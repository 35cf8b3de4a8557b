package dev.milepost.fraud.model.signal;

import java.util.List;
import org.apache.commons.math3.special.Erf;

/**
 * FAST_SIGNUP: −log10 of the left tail of click→signup Δt in its segment, at most 6. The tail is (n(≤ Δt) + m Φ(Δt) + 1) / (n + m +
 * 1): the exact level of a test against n earlier ones (Davison and Hinkley, "Bootstrap methods", 1997, eq. 4.11), and m = 50 more
 * that a young segment is supposed to have seen, log-normal about ten minutes (ln Δt has the deviation 2: one in six takes less than
 * 81 s).
 *
 * <p>Where more than half of the advocate's referees with a click are hasty, among the fastest twentieth of the segment: −log10 of
 * {@link Surprise#atLeast how seldom so many are}, where that is more. One is fast by chance, and of many each is as fast as the ones
 * before.
 */
final class FastSignup implements SignalRule {

    /** Share of the segment's signups that counts as hasty. */
    static final double HASTY = 0.05;

    private static final double PRIOR = 50;
    private static final double PRIOR_MEDIAN_MILLIS = 600_000;
    private static final double PRIOR_DEVIATION = 2;

    @Override
    public Signal signal() {
        return Signal.FAST_SIGNUP;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        long lead = evidence.clickToSignupMillis();
        TailSketch usual = segment.clickToSignup();
        Traces traces = evidence.window().traces();
        int clicked = traces.leadsMillis().size();
        int hasty = hasty(traces, segment);
        double own = lead < 0 ? 0 : Log.tail((faster(lead, usual) + 1) / (usual.count() + PRIOR + 1));
        double ofAll = 2 * hasty > clicked ? Log.tail(Surprise.atLeast(hasty, clicked, HASTY)) : 0;
        if (ofAll > own) {
            return Reading.of(signal(), ofAll, List.of(evidence.subject().advocateId()));
        }
        return lead < 0
                ? Reading.missing(signal(), Missing.NO_CLICK)
                : Reading.of(signal(), own, List.of(evidence.subject().referralId()));
    }

    /** How many of the advocate's referees are. */
    static int hasty(Traces traces, SegmentBaseline segment) {
        TailSketch usual = segment.clickToSignup();
        return (int) traces.leadsMillis().stream()
                .filter(lead -> isHasty(lead, usual))
                .count();
    }

    private static boolean isHasty(long lead, TailSketch usual) {
        double most = HASTY * (usual.count() + PRIOR);
        return usual.upTo(lead) <= most && faster(lead, usual) <= most;
    }

    private static double faster(long lead, TailSketch usual) {
        double deviations = StrictMath.log(Math.max(1, lead) / PRIOR_MEDIAN_MILLIS) / PRIOR_DEVIATION;
        return usual.upTo(lead) + PRIOR * Erf.erfc(-deviations / StrictMath.sqrt(2)) / 2;
    }
}
