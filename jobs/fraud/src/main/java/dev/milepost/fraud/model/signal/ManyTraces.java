package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * MANY_TRACES: how many kinds of weak traces are unusually frequent among the advocate's referees: Σ over the kinds of min(1,
 * {@link Surprise#middle −log10 mid-p}) (Fisher's combination of tests, "Statistical methods for research workers", 1932, with each
 * held to one in ten).
 *
 * <p>Each trace alone is honest people's too, and a circle often has one of its own, however plainly: a shop's tablet, codes that are
 * passed on at a table. So one kind is never more than 1, and what counts is that there are others beside it. It is left to the
 * kind's own signal to say how plain it is.
 */
final class ManyTraces implements SignalRule {

    /** What one kind counts at most. */
    private static final double MOST = 1;

    @Override
    public Signal signal() {
        return Signal.MANY_TRACES;
    }

    @Override
    public Reading read(Evidence evidence, SegmentBaseline segment) {
        WindowSummary window = evidence.window();
        Traces traces = window.traces();
        int referees = traces.referees();
        if (referees == 0) {
            return Reading.missing(signal(), Missing.TOO_FEW);
        }
        double sum = of(traces.disposable(), referees, segment.markRate(Traces.DISPOSABLE))
                + of(traces.devices(), referees, segment.markRate(Traces.DEVICE))
                + of(traces.emails(), referees, segment.markRate(Traces.EMAIL))
                + of(traces.networks(), referees, segment.markRate(Traces.NETWORK))
                + of(traces.cards(), traces.qualified(), segment.markRate(Traces.CARD))
                + of(FastSignup.hasty(traces, segment), traces.leadsMillis().size(), FastSignup.HASTY)
                + of(window.orphans(), segment.orphanRate())
                + of(window.refunds(), segment.refundRate())
                + of(window.inactive(), segment.inactiveRate())
                + of(window.nearThreshold(), segment.nearThresholdRate());
        return Reading.of(signal(), sum, List.of(evidence.subject().advocateId()));
    }

    private static double of(Counted counted, double usual) {
        return of(counted.hits(), counted.of(), usual);
    }

    private static double of(int hits, int of, double usual) {
        return Math.min(MOST, Surprise.middle(hits, of, usual));
    }
}
