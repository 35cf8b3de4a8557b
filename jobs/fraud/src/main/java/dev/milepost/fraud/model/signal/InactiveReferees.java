package dev.milepost.fraud.model.signal;

/** INACTIVE_REFEREES: P(rate > 2 × segment) of referees with no event 14 days after qualifying; see {@link Excess}. */
final class InactiveReferees implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.INACTIVE_REFEREES;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        return Excess.read(signal(), evidence.window().inactive(), segment.inactiveRate(), Missing.TOO_FEW);
    }
}
