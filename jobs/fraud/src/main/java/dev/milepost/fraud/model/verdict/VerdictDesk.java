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
 * them: so the last that was told is the one that holds. A verdict that says what the one before said is not told again.
 */
public final class VerdictDesk {

    private static final long DAY = 86_400_000L;

    /** As long as a referral may be assessed. */
    private static final long REMEMBERED = 400 * DAY;

    private final State state;

    public VerdictDesk(State state) {
        this.state = state;
    }

    /** What is kept of a referral: what it was told last, about 100 bytes, until 400 days after. */
    public static final class State {

        final InOrder<Signalled> waiting;

        /** What was told last; null: nothing. */
        String told;

        long toldMillis;

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

        private final SignalledCodec signals = new SignalledCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy());
            copy.told = state.told;
            copy.toldMillis = state.toldMillis;
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), signals::write, out);
            writeText(state.told, out);
            writeLong(state.toldMillis, out);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            State state = State.empty();
            VerdictDesk desk = new VerdictDesk(state);
            readList(each -> signals.read(signals.version(), each), in).forEach(desk::accept);
            state.told = readText(in);
            state.toldMillis = readLong(in);
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
            Verdict verdict =
                    new Scorer(weights.at(each.timeMillis())).score(each.subject(), each.timeMillis(), each.signals());
            String says = verdict.subject().advocateId() + " " + verdict.scoreMillionths() + " " + verdict.codes();
            if (!says.equals(state.told)) {
                out.accept(verdict, each);
            }
            state.told = says;
            state.toldMillis = each.timeMillis();
        }
        if (state.told != null && state.toldMillis + REMEMBERED <= untilMillis) {
            state.told = null;
        }
    }
}
