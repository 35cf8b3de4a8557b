package dev.milepost.experiments.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readOptional;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeOptional;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.experiments.model.RefereeEvent.Bound;
import dev.milepost.experiments.model.RefereeEvent.Refunded;
import dev.milepost.experiments.model.RefereeEvent.Sold;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** How what happens to a referee is written, and what is remembered of them. */
public final class RefereeCodecs {

    private static final int BOUND = 0;
    private static final int SOLD = 1;
    private static final int REFUNDED = 2;

    private RefereeCodecs() {}

    /** Writes what the fold of a referee runs over. */
    public static final class EventCodec implements Codec<RefereeEvent> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(RefereeEvent event, DataOutput out) throws IOException {
            if (event instanceof Bound bound) {
                out.writeByte(BOUND);
                writeBound(bound, out);
            } else if (event instanceof Sold sold) {
                out.writeByte(SOLD);
                writeSold(sold, out);
            } else if (event instanceof Refunded refunded) {
                out.writeByte(REFUNDED);
                writeRefunded(refunded, out);
            }
        }

        @Override
        public RefereeEvent read(int version, DataInput in) throws IOException {
            byte code = in.readByte();
            return switch (code) {
                case BOUND -> readBound(in);
                case SOLD -> readSold(in);
                case REFUNDED -> readRefunded(in);
                default -> throw new IOException("No event of a referee has code " + code);
            };
        }
    }

    /** Writes what is remembered of a referee. */
    public static final class StateCodec implements Codec<RefereeState> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(RefereeState state, DataOutput out) throws IOException {
            writeList(List.copyOf(state.ties.values()), RefereeCodecs::writeTie, out);
            writeList(List.copyOf(state.sales.values()), RefereeCodecs::writeSold, out);
            writeList(List.copyOf(state.refunds.values()), RefereeCodecs::writeRefunded, out);
        }

        @Override
        public RefereeState read(int version, DataInput in) throws IOException {
            RefereeState state = new RefereeState();
            for (Tie tie : readList(RefereeCodecs::readTie, in)) {
                state.ties.put(tie.key(), tie);
            }
            for (Sold sale : readList(RefereeCodecs::readSold, in)) {
                state.sales.put(sale.identity(), sale);
            }
            for (Refunded refund : readList(RefereeCodecs::readRefunded, in)) {
                state.refunds.put(refund.identity(), refund);
            }
            return state;
        }

        @Override
        public RefereeState copy(RefereeState state) {
            return state.copy();
        }
    }

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<RefereeState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }

    private static void writeBound(Bound bound, DataOutput out) throws IOException {
        writeText(bound.userId(), out);
        writeText(bound.id(), out);
        writeLong(bound.timeMillis(), out);
        writeText(bound.referralId(), out);
        writeText(bound.advocateId(), out);
        writeLong(bound.signupMillis(), out);
    }

    private static Bound readBound(DataInput in) throws IOException {
        return new Bound(readText(in), readText(in), readLong(in), readText(in), readName(in), readLong(in));
    }

    private static void writeSold(Sold sold, DataOutput out) throws IOException {
        writeText(sold.userId(), out);
        writeText(sold.id(), out);
        writeLong(sold.timeMillis(), out);
        writeText(sold.currency(), out);
        writeLong(sold.amountMinor(), out);
    }

    private static Sold readSold(DataInput in) throws IOException {
        return new Sold(readText(in), readText(in), readLong(in), readName(in), readLong(in));
    }

    private static void writeRefunded(Refunded refunded, DataOutput out) throws IOException {
        writeText(refunded.userId(), out);
        writeText(refunded.id(), out);
        writeLong(refunded.timeMillis(), out);
        writeLong(refunded.refundMillis(), out);
        writeLong(refunded.saleMillis(), out);
        writeText(refunded.currency(), out);
        writeLong(refunded.countedMinor(), out);
    }

    private static Refunded readRefunded(DataInput in) throws IOException {
        return new Refunded(
                readText(in), readText(in), readLong(in), readLong(in), readLong(in), readName(in), readLong(in));
    }

    private static void writeTie(Tie tie, DataOutput out) throws IOException {
        writeText(tie.referralId(), out);
        writeText(tie.advocateId(), out);
        writeLong(tie.signupMillis(), out);
        writeLong(tie.knownMillis(), out);
        out.writeBoolean(tie.stands());
        writeOptional(tie.boughtMillis(), Fields::writeLong, out);
    }

    private static Tie readTie(DataInput in) throws IOException {
        return new Tie(
                readText(in),
                readName(in),
                readLong(in),
                readLong(in),
                in.readBoolean(),
                readOptional(Fields::readLong, in));
    }
}
