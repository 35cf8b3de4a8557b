package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;

/**
 * DEVICE_REUSE and PAY_REUSE: log2 deg(i) of the referee's most used identifier of the kind; alone on it: 0. Where more than half of
 * the advocate's referees are on one with others: log2 of 1 and how many more these are than usual in the segment, where that is
 * more: a pool of devices is of the circle, and each account may be one of two on its own.
 * What the advocate is on too is left to SELF_DEVICE and SELF_PAYMENT: one fact seen twice does not count twice.
 */
final class Reuse {

    private Reuse() {}

    /**
     * The reading.
     *
     * @param pooled of so many referees
     * @param of how many that is
     * @param usual how often that is so in the segment
     */
    static Reading read(Signal signal, IdentifierKind kind, Evidence evidence, int pooled, int of, double usual) {
        IdentifierEvidence most = null;
        List<IdentifierEvidence> known = evidence.of(kind);
        if (known.isEmpty()) {
            return Reading.missing(signal, Missing.NO_IDENTIFIER);
        }
        for (IdentifierEvidence each : known) {
            boolean more = most == null || each.degree() > most.degree();
            most = !each.advocateOnIt() && more ? each : most;
        }
        double own = most == null ? 0 : Log.base2(most.degree());
        double circle = isPooled(pooled, of) ? Log.base2(1 + Math.max(0, pooled - of * usual)) : 0;
        if (circle > own) {
            return Reading.of(signal, circle, List.of(evidence.subject().advocateId()));
        }
        return Reading.of(signal, own, most == null ? List.of() : List.of(most.evidenceId()));
    }

    /** Whether so many of so many are most. */
    static boolean isPooled(int pooled, int of) {
        return 2 * pooled > of;
    }
}
