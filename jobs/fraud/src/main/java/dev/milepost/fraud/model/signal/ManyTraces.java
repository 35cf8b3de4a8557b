package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * MANY_TRACES: −log10 P(N ≥ n), at most 6, of the n weak traces that the advocate's referees show together, but for those of
 * the kind that stands out most among those that more than half of them show. N is negative binomial, its mean what as many referees of the segment show of these kinds; its size
 * lets circles of friends differ by √(1/{@value #SIZE}) of the mean.
 *
 * <p>Each trace alone is honest people's too, and a circle often has one of its own: a shop's tablet, codes that are passed on at
 * a table. So the kind that stands out most is left to its own signal, and what counts is that there are others beside it.
 */
final class ManyTraces implements SignalRule {

    private static final double SIZE = 6;

    /** Share of the segment's signups that counts as hasty. */
    private static final double HASTY = 0.05;

    @Override
    public Signal signal() {
        return Signal.MANY_TRACES;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        WindowSummary window = evidence.window();
        Traces traces = window.traces();
        if (traces.referees() == 0) {
            return Reading.missing(signal(), Missing.TOO_FEW);
        }
        Sum sum = new Sum();
        sum.add(traces.disposable(), traces.referees(), segment.markRate(Traces.DISPOSABLE));
        sum.add(traces.devices(), traces.referees(), segment.markRate(Traces.DEVICE));
        sum.add(traces.emails(), traces.referees(), segment.markRate(Traces.EMAIL));
        sum.add(traces.cards(), traces.qualified(), segment.markRate(Traces.CARD));
        sum.add(hasty(traces, segment.clickToSignup()), traces.leadsMillis().size(), HASTY);
        sum.add(window.orphans(), segment.orphanRate());
        sum.add(window.refunds(), segment.refundRate());
        sum.add(window.inactive(), segment.inactiveRate());
        sum.add(window.nearThreshold(), segment.nearThresholdRate());
        return Reading.of(
                signal(),
                Log.tail(Velocity.atLeast(sum.rest(), sum.restMean(), SIZE)),
                List.of(evidence.subject().advocateId()));
    }

    private static int hasty(Traces traces, TailSketch usual) {
        if (usual.count() < FastSignup.ENOUGH) {
            return 0;
        }
        double most = HASTY * usual.count();
        return (int) traces.leadsMillis().stream()
                .filter(lead -> usual.upTo(lead) <= most)
                .count();
    }

    /** Hits and their mean over all kinds, and of the kind that most show and that is furthest above its mean. */
    private static final class Sum {

        private int hits;
        private double mean;
        private int mostHits;
        private double mostMean;

        void add(Counted counted, double usual) {
            add(counted.hits(), counted.of(), usual);
        }

        void add(int here, int of, double usual) {
            double expected = of * usual;
            hits += here;
            mean += expected;
            if (2 * here > of && here - expected > mostHits - mostMean) {
                mostHits = here;
                mostMean = expected;
            }
        }

        int rest() {
            return hits - mostHits;
        }

        double restMean() {
            return mean - mostMean;
        }
    }
}
