package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * RING: log2 component size × share of its referrals that are internal × mean ω of its edges, and 1 more where bindings were
 * refused that would have closed a cycle of two or three. A referee who is linked with nobody: 0.
 */
final class Ring implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.RING;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        Component component = evidence.component();
        if (component == null) {
            return Reading.missing(signal(), Missing.NO_ANSWER);
        }
        double internal =
                component.referrals() == 0 ? 0 : component.internalReferrals() / (double) component.referrals();
        double value =
                Log.base2(component.size()) * internal * component.meanOmega() + (component.cycles() > 0 ? 1 : 0);
        return Reading.of(signal(), value, component.size() > 1 ? List.of("RING:" + component.id()) : List.of());
    }
}
