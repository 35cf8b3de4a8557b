package dev.milepost.cohorts.model;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.cohorts.model.CustomerEvent.Acquired;
import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.CustomerEvent.Prompted;
import dev.milepost.cohorts.model.CustomerEvent.Refunded;
import dev.milepost.cohorts.model.CustomerEvent.SignedUp;
import dev.milepost.cohorts.model.CustomerEvent.Sold;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what the fold of a customer runs over. */
public final class CustomerEventCodec implements Codec<CustomerEvent> {

    private static final long serialVersionUID = 1L;

    private static final int SIGNED_UP = 0;
    private static final int SOLD = 1;
    private static final int REFUNDED = 2;
    private static final int ACQUIRED = 3;
    private static final int BOUND = 4;
    private static final int PROMPTED = 5;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CustomerEvent event, DataOutput out) throws IOException {
        if (event instanceof SignedUp signedUp) {
            out.writeByte(SIGNED_UP);
            writeSignedUp(signedUp, out);
        } else if (event instanceof Sold sold) {
            out.writeByte(SOLD);
            writeSold(sold, out);
        } else if (event instanceof Refunded refunded) {
            out.writeByte(REFUNDED);
            writeRefunded(refunded, out);
        } else if (event instanceof Acquired acquired) {
            out.writeByte(ACQUIRED);
            writeAcquired(acquired, out);
        } else if (event instanceof Bound bound) {
            out.writeByte(BOUND);
            writeBound(bound, out);
        } else if (event instanceof Prompted prompted) {
            out.writeByte(PROMPTED);
            writePrompted(prompted, out);
        }
    }

    @Override
    public CustomerEvent read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        return switch (code) {
            case SIGNED_UP -> readSignedUp(in);
            case SOLD -> readSold(in);
            case REFUNDED -> readRefunded(in);
            case ACQUIRED -> readAcquired(in);
            case BOUND -> readBound(in);
            case PROMPTED -> readPrompted(in);
            default -> throw new IOException("No event of a customer has code " + code);
        };
    }

    static void writeSignedUp(SignedUp event, DataOutput out) throws IOException {
        writeText(event.userId(), out);
        writeText(event.id(), out);
        writeLong(event.timeMillis(), out);
        writeText(event.segment(), out);
        writeText(event.country(), out);
    }

    static SignedUp readSignedUp(DataInput in) throws IOException {
        return new SignedUp(readText(in), readText(in), readLong(in), readName(in), readName(in));
    }

    static void writeSold(Sold event, DataOutput out) throws IOException {
        writeText(event.userId(), out);
        writeText(event.id(), out);
        writeLong(event.timeMillis(), out);
        writeText(event.currency(), out);
        writeLong(event.amountMinor(), out);
    }

    static Sold readSold(DataInput in) throws IOException {
        return new Sold(readText(in), readText(in), readLong(in), readName(in), readLong(in));
    }

    static void writeRefunded(Refunded event, DataOutput out) throws IOException {
        writeText(event.userId(), out);
        writeText(event.id(), out);
        writeLong(event.timeMillis(), out);
        writeLong(event.refundMillis(), out);
        writeLong(event.saleMillis(), out);
        writeText(event.currency(), out);
        writeLong(event.countedMinor(), out);
    }

    static Refunded readRefunded(DataInput in) throws IOException {
        return new Refunded(
                readText(in), readText(in), readLong(in), readLong(in), readLong(in), readName(in), readLong(in));
    }

    static void writeAcquired(Acquired event, DataOutput out) throws IOException {
        writeText(event.userId(), out);
        writeLong(event.timeMillis(), out);
        writeText(event.channel(), out);
    }

    static Acquired readAcquired(DataInput in) throws IOException {
        return new Acquired(readText(in), readLong(in), readName(in));
    }

    static void writeBound(Bound event, DataOutput out) throws IOException {
        writeText(event.userId(), out);
        writeText(event.id(), out);
        writeLong(event.timeMillis(), out);
        writeText(event.referralId(), out);
        writeText(event.advocateId(), out);
        writeText(event.programId(), out);
        writeLong(event.touchMillis(), out);
        writeLong(event.signupMillis(), out);
    }

    static Bound readBound(DataInput in) throws IOException {
        return new Bound(
                readText(in),
                readText(in),
                readLong(in),
                readText(in),
                readName(in),
                readName(in),
                readLong(in),
                readLong(in));
    }

    private static void writePrompted(Prompted event, DataOutput out) throws IOException {
        writeText(event.userId(), out);
        writeLong(event.timeMillis(), out);
        writeText(event.referralId(), out);
        writeText(event.advocateId(), out);
        CustomerStateCodec.writeAsk(event.ask(), out);
    }

    private static Prompted readPrompted(DataInput in) throws IOException {
        return new Prompted(readText(in), readLong(in), readText(in), readName(in), CustomerStateCodec.readAsk(in));
    }
}
