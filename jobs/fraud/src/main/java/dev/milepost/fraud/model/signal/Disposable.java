package dev.milepost.fraud.model.signal;

import java.util.List;

/** DISPOSABLE: 1 where the referee's e-mail domain hands out addresses for a moment, else 0. */
final class Disposable implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.DISPOSABLE;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        EmailPair.DomainClass domain = evidence.email().domain();
        if (domain == null) {
            return Reading.missing(signal(), Missing.NO_DOMAIN);
        }
        return Reading.of(signal(), domain == EmailPair.DomainClass.DISPOSABLE ? 1 : 0, List.of());
    }
}
