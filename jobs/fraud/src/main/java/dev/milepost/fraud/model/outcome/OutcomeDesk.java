package dev.milepost.fraud.model.outcome;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.learn.Audit;
import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.learn.Example.Standing;
import dev.milepost.fraud.model.learn.ExampleCodec;
import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.order.ReviewTurn;
import dev.milepost.fraud.model.outcome.OutcomeFact.Assessed;
import dev.milepost.fraud.model.outcome.OutcomeFact.MoneyBack;
import dev.milepost.fraud.model.outcome.OutcomeFact.Reviewed;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Scorer;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.segment.SignalledCodec;
import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes examples of one referral, in the order of event time: of its signals as they were before the label. */
public final class OutcomeDesk {

    private static final long DAY = 86_400_000L;

    /** So long after it was assessed last a label may come: a chargeback takes up to 120 days. */
    private static final long REMEMBERED = 130 * DAY;

    private static final double CERTAIN = 1;

    /** Of so many refunds and chargebacks it knows what became of them. */
    private static final int BACK = 20;

    /** So sure it has to be that the advocate's referees are refunded more than twice as often as others. */
    private static final double PATTERN = 0.95;

    private static final Scorer EXPERTS = new Scorer(ExpertWeights.V1);

    private final State state;

    public OutcomeDesk(State state) {
        this.state = state;
    }

    /**
     * What is kept of a referral: its signals as they were last, about 750 bytes, and an example of 100 of what a reviewer said last
     * and of each refund (20 at most), until 130 days after.
     */
    public static final class State {

        final InOrder<OutcomeFact> waiting;

        /** Null before the first. */
        Signalled latest;

        /** Which review is heard next. */
        ReviewTurn turn = new ReviewTurn();

        /** What a reviewer said last; null: nothing. */
        Example review;

        /** Money that went back by its name, and what that teaches; null: nothing, for it was cancelled. */
        final Map<String, Example> back = new LinkedHashMap<>();

        /** A refund that waits for what is said of it at its time; null: none does. */
        MoneyBack refund;

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

        /** Did not know what became of refunds and chargebacks. */
        private static final int WITHOUT_BACK = 1;

        private final ExampleCodec examples = new ExampleCodec();
        private final OutcomeFactCodec facts = new OutcomeFactCodec();
        private final SignalledCodec signals = new SignalledCodec();

        @Override
        public int version() {
            return 2;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy());
            copy.latest = state.latest;
            copy.turn = state.turn.copy();
            copy.review = state.review;
            copy.back.putAll(state.back);
            copy.refund = state.refund;
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), facts::write, out);
            out.writeBoolean(state.latest != null);
            if (state.latest != null) {
                signals.write(state.latest, out);
                state.turn.write(out);
                writeExample(state.review, out);
                writeInt(state.back.size(), out);
                for (Map.Entry<String, Example> each : state.back.entrySet()) {
                    writeText(each.getKey(), out);
                    writeExample(each.getValue(), out);
                }
                out.writeBoolean(state.refund != null);
                if (state.refund != null) {
                    facts.write(state.refund, out);
                }
            }
        }

        private void writeExample(Example example, DataOutput out) throws IOException {
            out.writeBoolean(example != null);
            if (example != null) {
                examples.write(example, out);
            }
        }

        private Example readExample(DataInput in) throws IOException {
            return in.readBoolean() ? examples.read(examples.version(), in) : null;
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            State state = State.empty();
            OutcomeDesk desk = new OutcomeDesk(state);
            readList(each -> facts.read(facts.version(), each), in).forEach(desk::accept);
            if (in.readBoolean()) {
                state.latest = signals.read(signals.version(), in);
                state.turn = ReviewTurn.read(in);
                if (version > WITHOUT_BACK) {
                    readBack(state, in);
                }
            }
            return state;
        }

        private void readBack(State state, DataInput in) throws IOException {
            state.review = readExample(in);
            for (int left = readInt(in); left > 0; left--) {
                state.back.put(readText(in), readExample(in));
            }
            state.refund = in.readBoolean() ? (MoneyBack) facts.read(facts.version(), in) : null;
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

    /** Of one time what is cancelled comes behind what is not: that holds then, and nothing is gone in between. */
    private static int rank(OutcomeFact fact) {
        if (fact instanceof Assessed) {
            return 3;
        } else if (fact instanceof MoneyBack back) {
            return back.source() == null ? 2 : 1;
        }
        return 0;
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
            if (fact instanceof Assessed assessed) {
                assessed(assessed.signals(), out);
            } else if (state.latest != null && fact instanceof Reviewed reviewed) {
                reviewed(reviewed, out);
            } else if (state.latest != null && fact instanceof MoneyBack back) {
                wentBack(back, out);
            }
        }
        if (state.latest != null && state.latest.timeMillis() + REMEMBERED <= untilMillis) {
            state.latest = null;
            state.turn = new ReviewTurn();
            state.review = null;
            state.back.clear();
            state.refund = null;
        }
    }

    private void reviewed(Reviewed reviewed, Consumer<Example> out) {
        if (state.turn.takes(reviewed.caseId(), reviewed.expectedVersion())) {
            LabelSource source = Audit.holds(reviewed.referralId()) ? LabelSource.AUDIT : LabelSource.REVIEW;
            state.review = example(reviewed.timeMillis(), source, reviewed.fraud(), reviewed.propensity());
            out.accept(state.review);
        }
    }

    private void wentBack(MoneyBack back, Consumer<Example> out) {
        if (back.source() == null) {
            cancelled(back, out);
        } else if (state.back.containsKey(back.refund())) {
            return;
        } else if (back.source() == LabelSource.REFUND) {
            state.refund = back;
        } else {
            teach(back, out);
        }
    }

    /** A refund is judged with what is known at its time, and teaches what was known before. */
    private void assessed(Signalled signals, Consumer<Example> out) {
        MoneyBack refund = state.refund;
        if (refund != null && refund.timeMillis() == signals.timeMillis() && signals.trigger() == Trigger.REFUND) {
            Reading refunds = signals.signals().of(Signal.REFUND_AFTER_REWARD);
            if (!refunds.isMissing() && refunds.value() >= PATTERN) {
                teach(refund, out);
            }
            state.refund = null;
        }
        state.latest = signals;
    }

    private void teach(MoneyBack back, Consumer<Example> out) {
        Example taught = example(back.timeMillis(), back.source(), true, CERTAIN);
        note(back.refund(), taught);
        out.accept(taught);
    }

    private void note(String refund, Example taught) {
        state.back.put(refund, taught);
        if (state.back.size() > BACK) {
            state.back.remove(state.back.keySet().iterator().next());
        }
    }

    /** It teaches no more: what else is said of the referral does, if anything is. */
    private void cancelled(MoneyBack back, Consumer<Example> out) {
        Example before = strongest();
        note(back.refund(), null);
        if (state.refund != null && state.refund.refund().equals(back.refund())) {
            state.refund = null;
        }
        Example after = strongest();
        if (!Objects.equals(after, before)) {
            out.accept(
                    after == null
                            ? before.standing(Standing.GONE, back.timeMillis())
                            : after.standing(Standing.INSTEAD, back.timeMillis()));
        }
    }

    /** What holds of all that is said; null: nothing is. */
    private Example strongest() {
        Example strongest = null;
        for (Example each : state.back.values()) {
            boolean stronger =
                    each != null && (strongest == null || each.source().replaces(strongest.source()));
            strongest = stronger ? each : strongest;
        }
        boolean byReview = state.review != null
                && (strongest == null || state.review.source().replaces(strongest.source()));
        return byReview ? state.review : strongest;
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
