package dev.milepost.fraud.model.signal;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.ArrayList;
import java.util.List;

/**
 * SELF_IP24: the greatest ω(ip24) of a network where advocate and referee were seen less than a day apart, only together with
 * another identity signal; else 0. Homes, campuses and carriers share addresses.
 */
final class SelfIp24 implements SignalRule {

    private static final long DAY_MILLIS = 86_400_000L;

    private final List<SignalRule> others;

    SelfIp24(List<SignalRule> others) {
        this.others = List.copyOf(others);
    }

    @Override
    public Signal signal() {
        return Signal.SELF_IP24;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        List<IdentifierEvidence> networks = evidence.of(IdentifierKind.IP24);
        if (networks.isEmpty()) {
            return Reading.missing(signal(), Missing.NO_IDENTIFIER);
        }
        if (!evidence.advocateKinds().contains(IdentifierKind.IP24)) {
            return Reading.missing(signal(), Missing.ADVOCATE_WITHOUT);
        }
        double most = 0;
        List<String> shared = new ArrayList<>();
        for (IdentifierEvidence each : networks) {
            if (each.advocateOnIt() && each.gapMillis() >= 0 && each.gapMillis() < DAY_MILLIS) {
                most = Math.max(most, each.omega());
                shared.add(each.evidenceId());
            }
        }
        boolean counts = most > 0
                && others.stream().anyMatch(each -> each.read(evidence, segment).value() > 0);
        return counts ? Reading.of(signal(), most, shared) : Reading.of(signal(), 0, List.of());
    }
}
