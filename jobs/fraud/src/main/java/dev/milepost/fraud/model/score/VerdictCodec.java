package dev.milepost.fraud.model.score;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import dev.milepost.fraud.model.signal.SignalVectorCodec;
import dev.milepost.fraud.model.signal.SubjectCodec;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes a verdict to the bit, with the features that it was made of: about 1.2 KB. */
public final class VerdictCodec implements Codec<Verdict> {

    private static final long serialVersionUID = 1L;

    private static final SubjectCodec SUBJECTS = new SubjectCodec();
    private static final SignalVectorCodec VECTORS = new SignalVectorCodec();
    private static final int NO_SIGNAL = 0;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Verdict verdict, DataOutput out) throws IOException {
        writeText(verdict.verdictId(), out);
        SUBJECTS.write(verdict.subject(), out);
        writeLong(verdict.timeMillis(), out);
        writeInt(verdict.scoreMillionths(), out);
        out.writeDouble(verdict.logit());
        out.writeDouble(verdict.intercept());
        writeList(verdict.contributions(), VerdictCodec::write, out);
        out.writeBoolean(verdict.floor() != null);
        if (verdict.floor() != null) {
            write(verdict.floor(), out);
        }
        writeList(verdict.reasons(), VerdictCodec::write, out);
        writeInt(verdict.versions().model(), out);
        writeInt(verdict.versions().rules(), out);
        writeInt(verdict.versions().weights(), out);
        VECTORS.write(verdict.features(), out);
    }

    @Override
    public Verdict read(int version, DataInput in) throws IOException {
        return new Verdict(
                readText(in),
                SUBJECTS.read(SUBJECTS.version(), in),
                readLong(in),
                readInt(in),
                in.readDouble(),
                in.readDouble(),
                readList(VerdictCodec::readContribution, in),
                in.readBoolean() ? readFloor(in) : null,
                readList(VerdictCodec::readReason, in),
                new Versions(readInt(in), readInt(in), readInt(in)),
                VECTORS.read(VECTORS.version(), in));
    }

    private static void write(Contribution contribution, DataOutput out) throws IOException {
        out.writeByte(contribution.group().code());
        out.writeByte(
                contribution.signal() == null
                        ? NO_SIGNAL
                        : contribution.signal().code());
        out.writeDouble(contribution.strength());
        out.writeDouble(contribution.amount());
    }

    private static Contribution readContribution(DataInput in) throws IOException {
        SignalGroup group = SignalGroup.ofCode(in.readByte());
        byte code = in.readByte();
        return new Contribution(
                group, code == NO_SIGNAL ? null : Signal.ofCode(code), in.readDouble(), in.readDouble());
    }

    private static void write(Floor floor, DataOutput out) throws IOException {
        writeList(floor.signals(), VerdictCodec::writeSignal, out);
        writeInt(floor.leastMillionths(), out);
        writeInt(floor.calibratedMillionths(), out);
    }

    private static Floor readFloor(DataInput in) throws IOException {
        return new Floor(readList(VerdictCodec::readSignal, in), readInt(in), readInt(in));
    }

    private static void write(Reason reason, DataOutput out) throws IOException {
        writeSignal(reason.signal(), out);
        out.writeDouble(reason.value());
        out.writeDouble(reason.baseline());
        out.writeDouble(reason.contribution());
        writeList(reason.evidence(), Fields::writeText, out);
    }

    private static Reason readReason(DataInput in) throws IOException {
        return new Reason(
                readSignal(in), in.readDouble(), in.readDouble(), in.readDouble(), readList(Fields::readText, in));
    }

    private static void writeSignal(Signal signal, DataOutput out) throws IOException {
        out.writeByte(signal.code());
    }

    private static Signal readSignal(DataInput in) throws IOException {
        return Signal.ofCode(in.readByte());
    }
}
