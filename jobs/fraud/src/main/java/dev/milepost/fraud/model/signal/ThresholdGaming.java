package dev.milepost.fraud.model.signal;

/**
 * THRESHOLD_GAMING: P(share > 2 × segment) of the referees' orders in [T, 1.05 T] of a reward's threshold T; see {@link Excess}.
 */
final class ThresholdGaming implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.THRESHOLD_GAMING;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        if (!evidence.hasThreshold()) {
            return Reading.missing(signal(), Missing.NO_THRESHOLD);
        }
        return Excess.read(signal(), evidence.window().nearThreshold(), segment.nearThresholdRate(), Missing.TOO_FEW);
    }
}
