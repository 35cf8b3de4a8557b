package dev.milepost.fraud.model.outcome;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.learn.Audit;
import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.order.ReviewTurn;
import dev.milepost.fraud.model.outcome.OutcomeFact.Assessed;
import dev.milepost.fraud.model.outcome.OutcomeFact.Reviewed;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Scorer;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.segment.SignalledCodec;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** Makes examples of one referral, in the order of event time: of its signals as they were before the label. */
public final class OutcomeDesk {

    private static final long DAY = 86_400_000L;

    /** So long after it was assessed last a label may come: a chargeback takes up to 120 days. */
    private static final long REMEMBERED = 130 * DAY;

    private static final double CERTAIN = 1;

    private static final Scorer EXPERTS = new Scorer(ExpertWeights.V1);

    private final State state;

    public OutcomeDesk(State state) {
        this.state = state;
    }

    /** What is kept of a referral: its signals as they were last, about 750 bytes, until 130 days after. */
    public static final class State {

        final InOrder<OutcomeFact> waiting;

        /** Null before the first. */
        Signalled latest;

        /** Which review is heard next. */
        ReviewTurn turn = new ReviewTurn();

        private State(InOrder<OutcomeFact> waiting) {
            this.waiting = waiting;
        }

        public static State empty() {
            return new State(new InOrder<>());
        }

        public boolean isEmpty() {
            return waiting.isEmpty() && latest == null;
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        private final OutcomeFactCodec facts = new OutcomeFactCodec();
        private final SignalledCodec signals = new SignalledCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy());
            copy.latest = state.latest;
            copy.turn = state.turn.copy();
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), facts::write, out);
            out.writeBoolean(state.latest != null);
            if (state.latest != null) {
                signals.write(state.latest, out);
                state.turn.write(out);
            }
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            State state = State.empty();
            OutcomeDesk desk = new OutcomeDesk(state);
            readList(each -> facts.read(facts.version(), each), in).forEach(desk::accept);
            if (in.readBoolean()) {
                state.latest = signals.read(signals.version(), in);
                state.turn = ReviewTurn.read(in);
            }
            return state;
        }
    }

    /** What is said of a referral comes before the assessment of that time, which has not seen it. */
    public void accept(OutcomeFact fact) {
        state.waiting.put(new Place(fact.timeMillis(), rank(fact), identity(fact)), fact);
    }

    /** A review counts no more. */
    public void retract(OutcomeFact fact) {
        state.waiting.remove(identity(fact));
    }

    private static int rank(OutcomeFact fact) {
        return fact instanceof Reviewed ? 0 : 1;
    }

    private static String identity(OutcomeFact fact) {
        return rank(fact) + "/" + fact.id();
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return Math.min(
                state.waiting.nextMillis(),
                state.latest == null ? Long.MAX_VALUE : state.latest.timeMillis() + REMEMBERED);
    }

    /** Decides all up to that time, itself included. */
    public void decide(long untilMillis, Consumer<Example> out) {
        for (OutcomeFact fact = state.waiting.poll(untilMillis); fact != null; fact = state.waiting.poll(untilMillis)) {
            if (fact instanceof Reviewed reviewed) {
                if (state.latest != null && state.turn.takes(reviewed.caseId(), reviewed.expectedVersion())) {
                    LabelSource source = Audit.holds(reviewed.referralId()) ? LabelSource.AUDIT : LabelSource.REVIEW;
                    out.accept(example(reviewed.timeMillis(), source, reviewed.fraud(), reviewed.propensity()));
                }
            } else if (fact instanceof Assessed assessed) {
                if (assessed.signals().trigger() == Trigger.CHARGEBACK && state.latest != null) {
                    out.accept(example(fact.timeMillis(), LabelSource.CHARGEBACK, true, CERTAIN));
                }
                state.latest = assessed.signals();
            }
        }
        if (state.latest != null && state.latest.timeMillis() + REMEMBERED <= untilMillis) {
            state.latest = null;
            state.turn = new ReviewTurn();
        }
    }

    /** The strengths of an example are those by the experts' scales, which no learning changes. */
    private Example example(long labelledMillis, LabelSource source, boolean fraud, double propensity) {
        return Example.of(
                EXPERTS.score(state.latest.subject(), state.latest.timeMillis(), state.latest.signals()),
                labelledMillis,
                source,
                fraud,
                propensity);
    }
}
