package dev.milepost.runtime.fold;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeLong;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a {@link DecisionOperator} remembers of one key.
 *
 * @param <S> the decider's state
 */
public final class Decided<S> {

    S state;

    /** How many rows were told, from where the key began to count. */
    long emitted;

    /** The timer that is set; Long.MAX_VALUE: none. */
    long timer = Long.MAX_VALUE;

    /**
     * Writes it around the codec of the decider's state. Each decider has a public subclass without constructor arguments, so
     * that a savepoint can name it.
     *
     * @param <S> the decider's state
     */
    public abstract static class DecidedCodec<S> implements Codec<Decided<S>> {

        private static final long serialVersionUID = 1L;

        private final Codec<S> states;

        protected DecidedCodec(Codec<S> states) {
            this.states = states;
        }

        @Override
        public final int version() {
            return states.version();
        }

        @Override
        public final void write(Decided<S> decided, DataOutput out) throws IOException {
            writeLong(decided.emitted, out);
            out.writeLong(decided.timer);
            states.write(decided.state, out);
        }

        @Override
        public final Decided<S> read(int version, DataInput in) throws IOException {
            Decided<S> decided = new Decided<>();
            decided.emitted = readLong(in);
            decided.timer = in.readLong();
            decided.state = states.read(version, in);
            return decided;
        }

        /** Flink's heap state copies what a running snapshot still needs, before it is changed in place. */
        @Override
        public final Decided<S> copy(Decided<S> decided) {
            Decided<S> copy = new Decided<>();
            copy.state = states.copy(decided.state);
            copy.emitted = decided.emitted;
            copy.timer = decided.timer;
            return copy;
        }
    }
}
