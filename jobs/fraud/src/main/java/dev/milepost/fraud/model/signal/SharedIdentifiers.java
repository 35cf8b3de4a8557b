package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * SELF_DEVICE and SELF_PAYMENT: Σ ω(i) over the identifiers of a kind that advocate and referee share, with ω(i) = 1 / log2(1 +
 * deg(i)) (fraud.md, "Signals"; the weight is Adamic and Adar's, "Friends and neighbors on the web", 2003, in base 2). Two on one
 * device alone: 0.631.
 */
final class SharedIdentifiers {

    private SharedIdentifiers() {}

    static Reading read(Signal signal, IdentifierKind kind, Evidence evidence) {
        List<IdentifierEvidence> known = evidence.of(kind);
        if (known.isEmpty()) {
            return Reading.missing(signal, Missing.NO_IDENTIFIER);
        }
        if (!evidence.advocateKinds().contains(kind)) {
            return Reading.missing(signal, Missing.ADVOCATE_WITHOUT);
        }
        double sum = 0;
        for (IdentifierEvidence each : known) {
            sum += each.advocateOnIt() ? each.omega() : 0;
        }
        return Reading.of(
                signal,
                sum,
                known.stream()
                        .filter(IdentifierEvidence::advocateOnIt)
                        .map(IdentifierEvidence::evidenceId)
                        .toList());
    }
}
