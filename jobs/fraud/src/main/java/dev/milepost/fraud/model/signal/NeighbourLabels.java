package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.ArrayList;
import java.util.List;

/**
 * NEIGHBOUR_LABELS: the share of confirmed fraud among the decided accounts near the referee, each decayed by its age,
 * Beta-smoothed by two accounts at 2 %: (F + 0.04) / (F + C + 2). F is Σ ω·fraud over the referee's identifiers, and those of the
 * component beyond them, by its mean ω: + ω̄·max(0, fraud of the component − Σ fraud). C is the same of clean accounts. So each
 * counts once, and nearest where it is on the referee's own identifiers; one that shares two with the referee, by both. An address
 * alone does not link. The referee's own label is in neither.
 */
final class NeighbourLabels implements SignalRule {

    private static final double PRIOR = 2;
    private static final double PRIOR_RATE = 0.02;
    private static final double ROUNDING = 1e-9;

    @Override
    public Signal signal() {
        return Signal.NEIGHBOUR_LABELS;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        double fraud = 0;
        double clean = 0;
        double nearFraud = 0;
        double nearClean = 0;
        List<String> behind = new ArrayList<>();
        for (IdentifierEvidence each : evidence.identifiers()) {
            if (each.kind() == IdentifierKind.IP || each.kind() == IdentifierKind.IP24) {
                continue;
            }
            fraud += each.omega() * each.fraud();
            clean += each.omega() * each.clean();
            nearFraud += each.fraud();
            nearClean += each.clean();
            if (each.fraud() > 0) {
                behind.add(each.evidenceId());
            }
        }
        Component component = evidence.component();
        if (component != null) {
            double further = beyond(component.fraud(), nearFraud);
            fraud += component.meanOmega() * further;
            clean += component.meanOmega() * beyond(component.clean(), nearClean);
            if (further > 0) {
                behind.add("RING:" + component.id());
            }
        }
        if (fraud + clean == 0) {
            return Reading.missing(signal(), Missing.NO_LABELS);
        }
        return Reading.of(signal(), (fraud + PRIOR * PRIOR_RATE) / (fraud + clean + PRIOR), behind);
    }

    /** What a component has and the identifiers do not; both are sums, so the same labels may differ by a rounding. */
    private static double beyond(double component, double near) {
        double further = component - near;
        return further > ROUNDING ? further : 0;
    }
}
