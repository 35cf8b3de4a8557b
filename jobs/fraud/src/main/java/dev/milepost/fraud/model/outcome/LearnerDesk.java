package dev.milepost.fraud.model.outcome;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.learn.Example;
import dev.milepost.fraud.model.learn.ExampleCodec;
import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.learn.Learner;
import dev.milepost.fraud.model.learn.LearnerState;
import dev.milepost.fraud.model.learn.LearnerStateCodec;
import dev.milepost.fraud.model.learn.TrainingReport;
import dev.milepost.fraud.model.order.InOrder;
import dev.milepost.fraud.model.order.InOrder.Place;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Learns weights at midnight, UTC, of event time, if there is anything new to learn from. There is one. */
public final class LearnerDesk {

    private static final long DAY = 86_400_000L;
    private static final long NEVER = Long.MAX_VALUE;

    private final State state;

    public LearnerDesk(State state) {
        this.state = state;
    }

    /** What is kept: the {@link LearnerState}, and what waits. */
    public static final class State {

        final InOrder<Example> waiting;
        final LearnerState learner;

        /** The midnight to train at; Long.MAX_VALUE: nothing is new. */
        long midnightMillis = NEVER;

        private State(InOrder<Example> waiting, LearnerState learner) {
            this.waiting = waiting;
            this.learner = learner;
        }

        public static State empty() {
            return new State(new InOrder<>(), new LearnerState());
        }
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<State> {

        private static final long serialVersionUID = 1L;

        private final ExampleCodec examples = new ExampleCodec();
        private final LearnerStateCodec learners = new LearnerStateCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public State copy(State state) {
            State copy = new State(state.waiting.copy(), state.learner.copy());
            copy.midnightMillis = state.midnightMillis;
            return copy;
        }

        @Override
        public void write(State state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.waiting.facts()), examples::write, out);
            learners.write(state.learner, out);
            out.writeLong(state.midnightMillis);
        }

        @Override
        public State read(int version, DataInput in) throws IOException {
            List<Example> waiting = readList(each -> examples.read(examples.version(), each), in);
            State state = new State(new InOrder<>(), learners.read(learners.version(), in));
            LearnerDesk desk = new LearnerDesk(state);
            waiting.forEach(desk::accept);
            state.midnightMillis = in.readLong();
            return state;
        }
    }

    public void accept(Example example) {
        state.waiting.put(
                new Place(
                        example.labelledMillis(),
                        rank(example),
                        example.referralId() + "/" + rank(example) + "@" + example.labelledMillis()),
                example);
    }

    /** What says that something holds no more comes behind what was said at that time. */
    private static int rank(Example example) {
        return example.standing().code() * LabelSource.values().length
                + example.source().code();
    }

    /** When there is something to decide next; Long.MAX_VALUE: never. */
    public long nextMillis() {
        return Math.min(state.waiting.nextMillis(), state.midnightMillis);
    }

    /** Takes what came of each training. */
    @FunctionalInterface
    public interface Told {

        /**
         * Takes it.
         *
         * @param midnightMillis when it was; 0 of what held before the first
         */
        void accept(long midnightMillis, TrainingReport report);
    }

    /**
     * Decides all up to that time, itself included: what is labelled at a midnight is learnt from at the next one. With the first
     * example it tells of the experts' weights.
     */
    public void decide(long untilMillis, Told out) {
        while (nextMillis() <= untilMillis) {
            if (state.midnightMillis <= state.waiting.nextMillis()) {
                long midnight = state.midnightMillis;
                TrainingReport report = Learner.train(state.learner, midnight);
                state.midnightMillis = NEVER;
                out.accept(midnight, report);
                continue;
            }
            Example example = state.waiting.poll(untilMillis);
            if (state.learner.size() == 0) {
                out.accept(0, TrainingReport.EXPERTS);
            }
            Learner.add(state.learner, example);
            if (state.midnightMillis == NEVER) {
                state.midnightMillis = (Math.floorDiv(example.labelledMillis(), DAY) + 1) * DAY;
            }
        }
    }
}
