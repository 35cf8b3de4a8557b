package dev.milepost.cohorts.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.PromptEvent.Asked;
import dev.milepost.cohorts.model.PromptEvent.Referred;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** How what happens to an advocate is written, and what is remembered of them. */
public final class PromptCodecs {

    private PromptCodecs() {}

    /** Writes what the fold of an advocate runs over. */
    public static final class EventCodec implements Codec<PromptEvent> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(PromptEvent event, DataOutput out) throws IOException {
            out.writeBoolean(event instanceof Asked);
            if (event instanceof Asked asked) {
                writeAsked(asked, out);
            } else if (event instanceof Referred referred) {
                CustomerEventCodec.writeBound(referred.bound(), out);
            }
        }

        @Override
        public PromptEvent read(int version, DataInput in) throws IOException {
            return in.readBoolean() ? readAsked(in) : new Referred(CustomerEventCodec.readBound(in));
        }
    }

    /** Writes what is remembered of an advocate. */
    public static final class StateCodec implements Codec<PromptState> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(PromptState state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.asks.values()), PromptCodecs::writeAsked, out);
            writeList(List.copyOf(state.referrals.values()), CustomerEventCodec::writeBound, out);
        }

        @Override
        public PromptState read(int version, DataInput in) throws IOException {
            PromptState state = new PromptState();
            for (Asked asked : readList(PromptCodecs::readAsked, in)) {
                state.asks.put(asked.identity(), asked);
            }
            for (Bound bound : readList(CustomerEventCodec::readBound, in)) {
                state.referrals.put(bound.referralId(), bound);
            }
            return state;
        }

        @Override
        public PromptState copy(PromptState state) {
            return state.copy();
        }
    }

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<PromptState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }

    private static void writeAsked(Asked asked, DataOutput out) throws IOException {
        writeText(asked.advocateId(), out);
        writeText(asked.id(), out);
        writeLong(asked.timeMillis(), out);
        CustomerStateCodec.writeAsk(asked.ask(), out);
    }

    private static Asked readAsked(DataInput in) throws IOException {
        return new Asked(readText(in), readText(in), readLong(in), CustomerStateCodec.readAsk(in));
    }
}
