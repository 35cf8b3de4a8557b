package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/** DEVICE_REUSE and PAY_REUSE: log2 deg(i) of the referee's most used identifier of the kind; alone on it: 0. */
final class Reuse {

    private Reuse() {}

    static Reading read(Signal signal, IdentifierKind kind, Evidence evidence) {
        IdentifierEvidence most = null;
        for (IdentifierEvidence each : evidence.of(kind)) {
            most = most == null || each.degree() > most.degree() ? each : most;
        }
        if (most == null) {
            return Reading.missing(signal, Missing.NO_IDENTIFIER);
        }
        return Reading.of(signal, Log.base2(most.degree()), List.of(most.evidenceId()));
    }
}
