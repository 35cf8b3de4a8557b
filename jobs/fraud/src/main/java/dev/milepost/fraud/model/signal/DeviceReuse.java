package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;

/** DEVICE_REUSE: log2 of the accounts seen on the referee's most used device in 90 days; see {@link Reuse}. */
final class DeviceReuse implements SignalRule {

    @Override
    public Signal signal() {
        return Signal.DEVICE_REUSE;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        Traces traces = evidence.window().traces();
        return Reuse.read(
                signal(),
                IdentifierKind.DEVICE,
                evidence,
                traces.strangeDevices(),
                traces.referees(),
                segment.markRate(Traces.STRANGE_DEVICE));
    }
}
