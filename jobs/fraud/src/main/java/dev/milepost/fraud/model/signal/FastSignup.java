package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * FAST_SIGNUP: −log10 of the left tail of click→signup Δt in its segment, at most 6. The tail is (n(≤ Δt) + 1) / (n + 1), the
 * exact level of a test against n earlier ones (Davison and Hinkley, "Bootstrap methods", 1997, eq. 4.11).
 */
final class FastSignup implements SignalRule {

    /** Of fewer the tail says nothing: its least value would be above 1/50. */
    static final int ENOUGH = 50;

    @Override
    public Signal signal() {
        return Signal.FAST_SIGNUP;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        if (evidence.clickToSignupMillis() < 0) {
            return Reading.missing(signal(), Missing.NO_CLICK);
        }
        TailSketch usual = segment.clickToSignup();
        if (usual.count() < ENOUGH) {
            return Reading.missing(signal(), Missing.NO_BASELINE);
        }
        double atMost = usual.upTo(evidence.clickToSignupMillis());
        return Reading.of(
                signal(),
                Log.tail((atMost + 1) / (usual.count() + 1.0)),
                List.of(evidence.subject().referralId()));
    }
}
