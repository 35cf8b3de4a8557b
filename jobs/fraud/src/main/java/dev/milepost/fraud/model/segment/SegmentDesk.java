package dev.milepost.fraud.model.segment;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.signal.DetectorInput;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.EvidenceCodec;
import dev.milepost.fraud.model.signal.SegmentBaseline;
import dev.milepost.fraud.model.signal.SegmentBaselineCodec;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Signals;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Reads the signals of what one shard of a segment is asked, and learns from it, in the order of event time. */
public final class SegmentDesk {

    private final State state;

    public SegmentDesk(State state) {
        this.state = state;
    }

    /** What is kept: the baseline, the detectors, and what waits. */
    public static final class State {

        final InOrder<Evidence> waiting;
        final SegmentBaseline baseline;

        final DetectorState detectors;

        private State(InOrder<Evidence> waiting, SegmentBaseline baseline, DetectorState detectors) {
            this.waiting = waiting;
            this.baseline = baseline;
            this.detectors = detectors;
        }

        public static State empty() {
            return new State(new InOrder<>(), new SegmentBaseline(), new DetectorState());
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        private final EvidenceCodec evidence = new EvidenceCodec();
        private final SegmentBaselineCodec baselines = new SegmentBaselineCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public State copy(State state) {
            return new State(state.waiting.copy(), state.baseline.copy(), state.detectors.copy());
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), evidence::write, out);
            baselines.write(state.baseline, out);
            state.detectors.write(out);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            List<Evidence> waiting = readList(each -> evidence.read(evidence.version(), each), in);
            State state = new State(new InOrder<>(), baselines.read(baselines.version(), in), DetectorState.read(in));
            SegmentDesk desk = new SegmentDesk(state);
            waiting.forEach(desk::accept);
            return state;
        }
    }

    public void accept(Evidence evidence) {
        state.waiting.put(new Place(evidence.timeMillis(), 0, evidence.subject().assessmentId()), evidence);
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return state.waiting.nextMillis();
    }

    /** Decides all up to that time, itself included. */
    public void decide(long untilMillis, Consumer<Signalled> out) {
        for (Evidence each = state.waiting.poll(untilMillis); each != null; each = state.waiting.poll(untilMillis)) {
            SignalVector signals = read(each);
            state.baseline.learn(each, signals);
            out.accept(new Signalled(each.subject(), each.trigger(), each.timeMillis(), signals));
        }
    }

    /** Reads the signals, the anomaly among them; a referral teaches the detectors once, when its identifiers have settled. */
    private SignalVector read(Evidence evidence) {
        SignalVector known = Signals.read(evidence, state.baseline, Double.NaN);
        double[] row = DetectorInput.of(evidence, known);
        SignalVector signals = Signals.withAnomaly(known, evidence, state.baseline, state.detectors.tail(row));
        if (evidence.trigger() == Trigger.SETTLED) {
            state.detectors.learn(row);
        }
        return signals;
    }
}
