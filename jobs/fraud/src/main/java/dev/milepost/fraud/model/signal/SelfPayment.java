package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;

/** SELF_PAYMENT: Σ ω over the payment instruments that advocate and referee share; see {@link SharedIdentifiers}. */
final class SelfPayment implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.SELF_PAYMENT;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        return SharedIdentifiers.read(signal(), IdentifierKind.PAYMENT, evidence);
    }
}
