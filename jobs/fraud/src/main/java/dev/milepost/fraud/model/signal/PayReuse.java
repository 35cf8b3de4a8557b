package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;

/** PAY_REUSE: log2 of the accounts seen on the referee's most used payment instrument in 90 days; see {@link Reuse}. */
final class PayReuse implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.PAY_REUSE;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        Traces traces = evidence.window().traces();
        return Reuse.read(
                signal(),
                IdentifierKind.PAYMENT,
                evidence,
                traces.strangeCards(),
                traces.qualified(),
                segment.markRate(Traces.STRANGE_CARD));
    }
}
