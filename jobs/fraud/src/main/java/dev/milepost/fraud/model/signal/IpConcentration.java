package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * IP_CONCENTRATION: 1 − H / log n of the networks (ip24) of the last 50 referees, H Shannon's entropy, n those whose network is
 * known. All from one: 1; each from its own: 0.
 */
final class IpConcentration implements SignalRule {

    /** Four of one household are no farm. */
    static final int ENOUGH = 5;

    @Override
    public Signal signal() {
        return Signal.IP_CONCENTRATION;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        List<Integer> networks = evidence.window().networks();
        int n = networks.stream().mapToInt(Integer::intValue).sum();
        if (n < ENOUGH) {
            return Reading.missing(signal(), Missing.TOO_FEW);
        }
        double entropy = 0;
        for (int each : networks) {
            double share = each / (double) n;
            entropy -= share * StrictMath.log(share);
        }
        double value = Math.max(0, 1 - entropy / StrictMath.log(n));
        return Reading.of(signal(), value, List.of(evidence.subject().advocateId()));
    }
}
