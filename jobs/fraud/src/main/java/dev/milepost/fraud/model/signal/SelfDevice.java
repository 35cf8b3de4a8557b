package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;

/** SELF_DEVICE: Σ ω over the devices that advocate and referee share; see {@link SharedIdentifiers}. */
final class SelfDevice implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.SELF_DEVICE;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        return SharedIdentifiers.read(signal(), IdentifierKind.DEVICE, evidence);
    }
}
