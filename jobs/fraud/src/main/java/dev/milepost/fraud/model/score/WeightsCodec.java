package dev.milepost.fraud.model.score;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;

import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Writes a version of the weights, to the bit. */
public final class WeightsCodec implements Codec<Weights> {

    private static final long serialVersionUID = 1L;

    private static final int PLATT = 0;
    private static final int ISOTONIC = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Weights weights, DataOutput out) throws IOException {
        writeInt(weights.version(), out);
        writeLong(weights.validFromMillis(), out);
        out.writeDouble(weights.intercept());
        writeList(weights.groups(), WeightsCodec::write, out);
        writeList(weights.scales(), WeightsCodec::write, out);
        write(weights.calibration(), out);
        out.writeDouble(weights.floor());
    }

    @Override
    public Weights read(int version, DataInput in) throws IOException {
        return new Weights(
                readInt(in),
                readLong(in),
                in.readDouble(),
                readList(WeightsCodec::readGroup, in),
                readList(WeightsCodec::readScale, in),
                readCalibration(in),
                in.readDouble());
    }

    private static void write(GroupWeight group, DataOutput out) throws IOException {
        out.writeByte(group.group().code());
        out.writeDouble(group.weight());
        out.writeDouble(group.centre());
    }

    private static GroupWeight readGroup(DataInput in) throws IOException {
        return new GroupWeight(SignalGroup.ofCode(in.readByte()), in.readDouble(), in.readDouble());
    }

    private static void write(SignalScale scale, DataOutput out) throws IOException {
        out.writeByte(scale.signal().code());
        out.writeDouble(scale.from());
        out.writeDouble(scale.full());
        out.writeDouble(scale.reliability());
    }

    private static SignalScale readScale(DataInput in) throws IOException {
        return new SignalScale(Signal.ofCode(in.readByte()), in.readDouble(), in.readDouble(), in.readDouble());
    }

    private static void write(Calibration calibration, DataOutput out) throws IOException {
        if (calibration instanceof Calibration.Platt platt) {
            out.writeByte(PLATT);
            out.writeDouble(platt.slope());
            out.writeDouble(platt.offset());
        } else if (calibration instanceof Calibration.Isotonic isotonic) {
            out.writeByte(ISOTONIC);
            writeList(isotonic.logits(), WeightsCodec::writeNumber, out);
            writeList(isotonic.probabilities(), WeightsCodec::writeNumber, out);
        }
    }

    private static Calibration readCalibration(DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case PLATT -> new Calibration.Platt(in.readDouble(), in.readDouble());
            case ISOTONIC -> new Calibration.Isotonic(numbers(in), numbers(in));
            default -> throw new IOException("No calibration has code " + kind);
        };
    }

    private static void writeNumber(double number, DataOutput out) throws IOException {
        out.writeDouble(number);
    }

    private static List<Double> numbers(DataInput in) throws IOException {
        return readList(DataInput::readDouble, in);
    }
}
