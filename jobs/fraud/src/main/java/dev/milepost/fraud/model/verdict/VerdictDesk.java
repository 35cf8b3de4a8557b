package dev.milepost.fraud.model.verdict;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.fraud.model.score.Scorer;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.WeightVersions;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.segment.SignalledCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Judges one referral, in the order of event time, and of one time in the order of verdict ids, as all who hear of verdicts take
 * them. A verdict that says what the one before said is not told again.
 *
 * <p>An assessment may come when a later one was told already: a late event brought it. It was made by all that is known by then,
 * so what it finds must not be overtaken by the later one, which knew less: its verdict is dated one millisecond after what was told
 * last. It can only raise the score of the same advocate's referral; a lower one says nothing against what was found of a later time.
 */
public final class VerdictDesk {

    private static final long DAY = 86_400_000L;

    /** Stands in the text of what was told before between its parts. */
    private static final String SPACE = " ";

    /** As long as a referral may be assessed. */
    private static final long REMEMBERED = 400 * DAY;

    private final State state;

    public VerdictDesk(State state) {
        this.state = state;
    }

    /** What is kept of a referral: what was told of it last, about 150 bytes, until 400 days after. */
    public static final class State {

        final InOrder<Signalled> waiting;

        /** What was told last; null: nothing. */
        String told;

        /** The date of that. */
        long toldMillis;

        /** The id of that. */
        String toldId = "";

        /** The score of that. */
        long toldMillionths;

        private State(InOrder<Signalled> waiting) {
            this.waiting = waiting;
        }

        public static State empty() {
            return new State(new InOrder<>());
        }

        public boolean isEmpty() {
            return waiting.isEmpty() && told == null;
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        /** Knew of what was told no id and no score: what comes late after it is told whatever it finds. */
        private static final int WITHOUT_SCORE = 1;

        private final SignalledCodec signals = new SignalledCodec();

        @Override
        public int version() {
            return 2;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy());
            copy.told = state.told;
            copy.toldMillis = state.toldMillis;
            copy.toldId = state.toldId;
            copy.toldMillionths = state.toldMillionths;
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), signals::write, out);
            writeText(state.told, out);
            writeLong(state.toldMillis, out);
            writeText(state.toldId, out);
            writeLong(state.toldMillionths, out);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            State state = State.empty();
            VerdictDesk desk = new VerdictDesk(state);
            readList(each -> signals.read(signals.version(), each), in).forEach(desk::accept);
            state.told = readText(in);
            state.toldMillis = readLong(in);
            if (version > WITHOUT_SCORE) {
                state.toldId = readText(in);
                state.toldMillionths = readLong(in);
            }
            return state;
        }
    }

    public void accept(Signalled signals) {
        state.waiting.put(new Place(signals.timeMillis(), 0, Scorer.verdictId(signals.subject())), signals);
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return Math.min(
                state.waiting.nextMillis(), state.told == null ? Long.MAX_VALUE : state.toldMillis + REMEMBERED);
    }

    /** Takes a verdict that is new. */
    @FunctionalInterface
    public interface Told {
        void accept(Verdict verdict, Signalled signals);
    }

    /** Decides all up to that time, itself included. */
    public void decide(long untilMillis, WeightVersions weights, Told out) {
        for (Signalled each = state.waiting.poll(untilMillis); each != null; each = state.waiting.poll(untilMillis)) {
            tell(each, weights, out);
        }
        if (state.told != null && state.toldMillis + REMEMBERED <= untilMillis) {
            state.told = null;
        }
    }

    private void tell(Signalled signals, WeightVersions weights, Told out) {
        boolean late = isLate(signals);
        long date = late ? state.toldMillis + 1 : signals.timeMillis();
        Verdict verdict =
                new Scorer(weights.at(signals.timeMillis())).score(signals.subject(), date, signals.signals());
        String advocate = verdict.subject().advocateId() + SPACE;
        String says = advocate + verdict.scoreMillionths() + SPACE + verdict.codes();
        if (says.equals(state.told)) {
            return;
        }
        boolean ofSame = state.told != null && state.told.startsWith(advocate + state.toldMillionths + SPACE);
        if (late && ofSame && verdict.scoreMillionths() < state.toldMillionths) {
            return;
        }
        out.accept(verdict, signals);
        state.told = says;
        state.toldMillis = date;
        state.toldId = verdict.verdictId();
        state.toldMillionths = verdict.scoreMillionths();
    }

    /** Whether who reads verdicts by time and id would put it before what was told last. */
    private boolean isLate(Signalled signals) {
        if (state.told == null || signals.timeMillis() > state.toldMillis) {
            return false;
        }
        return signals.timeMillis() < state.toldMillis
                || Scorer.verdictId(signals.subject()).compareTo(state.toldId) <= 0;
    }
}
