package dev.milepost.cohorts.model;

import static dev.milepost.runtime.codec.Fields.readBytes;
import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readOptional;
import static dev.milepost.runtime.codec.Fields.writeBytes;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeOptional;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.cohorts.model.CustomerEvent.Refunded;
import dev.milepost.cohorts.model.CustomerEvent.Sold;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes what is remembered of a customer. */
public final class CustomerStateCodec implements Codec<CustomerState> {

    private static final long serialVersionUID = 1L;

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<CustomerState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new CustomerStateCodec());
        }
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CustomerState state, DataOutput out) throws IOException {
        writeOptional(state.signup, CustomerEventCodec::writeSignedUp, out);
        writeOptional(state.firstSaleMillis, Fields::writeLong, out);
        writeOptional(state.acquired, CustomerEventCodec::writeAcquired, out);
        writeOptional(state.bound, CustomerEventCodec::writeBound, out);
        writeList(List.copyOf(state.prompted.entrySet()), CustomerStateCodec::writePrompted, out);
        out.writeBoolean(state.settled);
        writeList(List.copyOf(state.sales.values()), CustomerEventCodec::writeSold, out);
        writeList(List.copyOf(state.refunds.values()), CustomerEventCodec::writeRefunded, out);
        writeList(List.copyOf(state.cells.entrySet()), CustomerStateCodec::writeCell, out);
        writeList(List.copyOf(state.worth.entrySet()), CustomerStateCodec::writeWorth, out);
    }

    @Override
    public CustomerState read(int version, DataInput in) throws IOException {
        CustomerState state = new CustomerState();
        state.signup = readOptional(CustomerEventCodec::readSignedUp, in);
        state.firstSaleMillis = readOptional(Fields::readLong, in);
        state.acquired = readOptional(CustomerEventCodec::readAcquired, in);
        state.bound = readOptional(CustomerEventCodec::readBound, in);
        for (Map.Entry<String, Ask> prompted : readList(CustomerStateCodec::readPrompted, in)) {
            state.prompted.put(prompted.getKey(), prompted.getValue());
        }
        state.settled = in.readBoolean();
        for (Sold sale : readList(CustomerEventCodec::readSold, in)) {
            state.sales.put(sale.identity(), sale);
        }
        for (Refunded refund : readList(CustomerEventCodec::readRefunded, in)) {
            state.refunds.put(refund.identity(), refund);
        }
        for (Map.Entry<CohortKey.Cell, Sums> cell : readList(CustomerStateCodec::readCell, in)) {
            state.cells.put(cell.getKey(), cell.getValue());
        }
        for (Map.Entry<String, Worth> value : readList(CustomerStateCodec::readWorth, in)) {
            state.worth.put(value.getKey(), value.getValue());
        }
        return state;
    }

    @Override
    public CustomerState copy(CustomerState state) {
        return state.copy();
    }

    private static void writePrompted(Map.Entry<String, Ask> prompted, DataOutput out) throws IOException {
        writeText(prompted.getKey(), out);
        writeAsk(prompted.getValue(), out);
    }

    private static Map.Entry<String, Ask> readPrompted(DataInput in) throws IOException {
        return Map.entry(readName(in), readAsk(in));
    }

    static void writeAsk(Ask ask, DataOutput out) throws IOException {
        writeText(ask.programId(), out);
        writeText(ask.milestoneId(), out);
    }

    static Ask readAsk(DataInput in) throws IOException {
        return new Ask(readName(in), readName(in));
    }

    private static void writeCell(Map.Entry<CohortKey.Cell, Sums> cell, DataOutput out) throws IOException {
        CohortKey.Cell key = cell.getKey();
        CellCodecs.writeKind(key.anchor(), key.grain(), out);
        writeInt(key.period(), out);
        writeText(key.currency(), out);
        writeSums(cell.getValue(), out);
    }

    private static Map.Entry<CohortKey.Cell, Sums> readCell(DataInput in) throws IOException {
        byte kind = in.readByte();
        CohortKey.Cell key =
                new CohortKey.Cell(CellCodecs.anchor(kind), CellCodecs.grain(kind), readInt(in), readName(in));
        return Map.entry(key, readSums(in));
    }

    private static void writeWorth(Map.Entry<String, Worth> worth, DataOutput out) throws IOException {
        writeText(worth.getKey(), out);
        writeSums(worth.getValue().days30(), out);
        writeSums(worth.getValue().days90(), out);
        writeSums(worth.getValue().days180(), out);
        writeSums(worth.getValue().days365(), out);
    }

    private static Map.Entry<String, Worth> readWorth(DataInput in) throws IOException {
        return Map.entry(readName(in), new Worth(readSums(in), readSums(in), readSums(in), readSums(in)));
    }

    static void writeSums(Sums sums, DataOutput out) throws IOException {
        writeLong(sums.orders(), out);
        writeBytes(sums.revenueMinor().toByteArray(), out);
        writeBytes(sums.refundsMinor().toByteArray(), out);
    }

    static Sums readSums(DataInput in) throws IOException {
        return new Sums(readLong(in), new BigInteger(readBytes(in)), new BigInteger(readBytes(in)));
    }
}
