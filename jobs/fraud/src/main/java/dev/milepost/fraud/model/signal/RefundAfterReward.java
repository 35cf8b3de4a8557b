package dev.milepost.fraud.model.signal;

/** REFUND_AFTER_REWARD: P(rate > 2 × segment) of referees with a refund within 30 days of qualifying; see {@link Excess}. */
final class RefundAfterReward implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.REFUND_AFTER_REWARD;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        return Excess.read(signal(), evidence.window().refunds(), segment.refundRate(), Missing.TOO_FEW);
    }
}
