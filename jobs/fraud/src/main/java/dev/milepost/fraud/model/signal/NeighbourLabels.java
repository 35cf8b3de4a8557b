package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.ArrayList;
import java.util.List;

/**
 * NEIGHBOUR_LABELS: the share of confirmed fraud among the decided accounts on the referee's identifiers, each decayed by its age
 * and weighted by the identifier's ω, Beta-smoothed by two accounts at 2 %: (Σ ω·fraud + 0.04) / (Σ ω·(fraud + clean) + 2).
 * An address alone does not link.
 */
final class NeighbourLabels implements SignalRule {

    private static final double PRIOR = 2;
    private static final double PRIOR_RATE = 0.02;

    @Override
    public Signal signal() {
        return Signal.NEIGHBOUR_LABELS;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        double fraud = 0;
        double decided = 0;
        List<String> behind = new ArrayList<>();
        for (IdentifierEvidence each : evidence.identifiers()) {
            if (each.kind() == IdentifierKind.IP || each.kind() == IdentifierKind.IP24) {
                continue;
            }
            fraud += each.omega() * each.fraud();
            decided += each.omega() * (each.fraud() + each.clean());
            if (each.fraud() > 0) {
                behind.add(each.evidenceId());
            }
        }
        if (decided == 0) {
            return Reading.missing(signal(), Missing.NO_LABELS);
        }
        return Reading.of(signal(), (fraud + PRIOR * PRIOR_RATE) / (decided + PRIOR), behind);
    }
}
