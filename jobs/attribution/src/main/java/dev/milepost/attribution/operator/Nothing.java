package dev.milepost.attribution.operator;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import dev.milepost.runtime.fold.Model;
import dev.milepost.runtime.fold.Timed;
import java.io.DataInput;
import java.io.DataOutput;
import java.util.function.Consumer;

/**
 * The state of a fold that has none: its tail alone makes every event count once, and the smaller of two conflicting ones
 * stay, whatever came first.
 */
public enum Nothing {
    /** The only value. */
    NOTHING;

    /**
     * A fold that finds nothing.
     *
     * @param <E> the events
     */
    public static final class NoModel<E extends Timed> implements Model<Nothing, E, Nothing, Nothing> {

        private static final long serialVersionUID = 1L;

        @Override
        public Nothing empty() {
            return NOTHING;
        }

        @Override
        public Nothing copy(Nothing state) {
            return state;
        }

        @Override
        public void apply(Nothing state, E event, Consumer<Nothing> changed) {}

        @Override
        public void keys(Nothing state, Consumer<Nothing> keys) {}

        @Override
        public Nothing fact(Nothing state, Nothing key) {
            return null;
        }

        @Override
        public void expire(Nothing state, long beforeMillis) {}

        @Override
        public long nextExpiry(Nothing state) {
            return Long.MAX_VALUE;
        }

        @Override
        public boolean isEmpty(Nothing state) {
            return true;
        }
    }

    /** Writes nothing. */
    public static final class NothingCodec implements Codec<Nothing> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Nothing value, DataOutput out) {}

        @Override
        public Nothing read(int version, DataInput in) {
            return NOTHING;
        }
    }

    /** The memory of such a fold. */
    public static final class MemoryCodec extends FoldMemoryCodec<Nothing> {

        private static final long serialVersionUID = 1L;

        /** For savepoints, which name the class. */
        public MemoryCodec() {
            super(new NothingCodec());
        }
    }
}
