package dev.milepost.fraud.model.signal;

/**
 * ORPHAN_CLICK: the share of the advocate's referees whose signup had no click, or another device than clicked, smoothed by three
 * referees at the segment's rate: (hits + 3 · segment) / (n + 3). One referee who typed a code is no pattern.
 */
final class OrphanClick implements SignalRule {

    private static final double PRIOR = 3;

    @Override
    public Signal signal() {
        return Signal.ORPHAN_CLICK;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        Counted orphans = evidence.window().orphans();
        if (orphans.of() == 0) {
            return Reading.missing(signal(), Missing.TOO_FEW);
        }
        double share = (orphans.hits() + PRIOR * segment.orphanRate()) / (orphans.of() + PRIOR);
        return Reading.of(signal(), share, orphans.ids());
    }
}
