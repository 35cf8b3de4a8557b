package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * DEVICE_REUSE and PAY_REUSE: log2 deg(i) of the referee's most used identifier of the kind; alone on it: 0.
 * What the advocate is on too is left to SELF_DEVICE and SELF_PAYMENT: one fact seen twice does not count twice.
 */
final class Reuse {

    private Reuse() {}

    static Reading read(Signal signal, IdentifierKind kind, Evidence evidence) {
        IdentifierEvidence most = null;
        List<IdentifierEvidence> known = evidence.of(kind);
        if (known.isEmpty()) {
            return Reading.missing(signal, Missing.NO_IDENTIFIER);
        }
        for (IdentifierEvidence each : known) {
            boolean more = most == null || each.degree() > most.degree();
            most = !each.advocateOnIt() && more ? each : most;
        }
        if (most == null) {
            return Reading.of(signal, 0, List.of());
        }
        return Reading.of(signal, Log.base2(most.degree()), List.of(most.evidenceId()));
    }
}
