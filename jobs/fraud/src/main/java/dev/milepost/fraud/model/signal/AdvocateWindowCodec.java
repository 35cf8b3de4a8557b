package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes an advocate's window. */
public final class AdvocateWindowCodec implements Codec<AdvocateWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AdvocateWindow window, DataOutput out) throws IOException {
        writeList(window.referees, AdvocateWindowCodec::write, out);
        window.hours.write(out);
    }

    @Override
    public AdvocateWindow read(int version, DataInput in) throws IOException {
        AdvocateWindow window = new AdvocateWindow();
        window.referees.addAll(readList(AdvocateWindowCodec::readReferee, in));
        window.hours = HourOfWeek.read(in);
        return window;
    }

    @Override
    public AdvocateWindow copy(AdvocateWindow window) {
        return window.copy();
    }

    private static void write(Referee referee, DataOutput out) throws IOException {
        writeText(referee.referralId(), out);
        writeLong(referee.boundMillis(), out);
        out.writeDouble(referee.hourMass());
        out.writeDouble(referee.weeksMass());
        out.writeBoolean(referee.firstOfWeek());
        writeText(referee.network(), out);
        SignalFields.writeAnswer(referee.orphan(), out);
        writeLong(referee.qualifiedMillis(), out);
        writeInt(referee.orders(), out);
        writeInt(referee.nearOrders(), out);
        out.writeBoolean(referee.refunded());
        SignalFields.writeAnswer(referee.inactive(), out);
        writeLong(referee.leadMillis(), out);
        writeInt(referee.marks(), out);
    }

    private static Referee readReferee(DataInput in) throws IOException {
        return new Referee(
                readText(in),
                readLong(in),
                in.readDouble(),
                in.readDouble(),
                in.readBoolean(),
                readText(in),
                SignalFields.readAnswer(in),
                readLong(in),
                readInt(in),
                readInt(in),
                in.readBoolean(),
                SignalFields.readAnswer(in),
                readLong(in),
                readInt(in));
    }
}
