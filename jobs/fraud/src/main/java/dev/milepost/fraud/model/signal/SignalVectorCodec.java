package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Writes a signal vector to the bit: about 20 bytes a signal and its evidence ids. */
public final class SignalVectorCodec implements Codec<SignalVector> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(SignalVector vector, DataOutput out) throws IOException {
        writeList(vector.readings(), SignalVectorCodec::write, out);
    }

    /** Signals of later versions than the bytes' are told as they were made: a version that adds one says here what it was. */
    @Override
    public SignalVector read(int version, DataInput in) throws IOException {
        return new SignalVector(readList(SignalVectorCodec::readReading, in));
    }

    private static void write(Reading reading, DataOutput out) throws IOException {
        out.writeByte(reading.signal().code());
        SignalFields.writeWord(reading.missing(), out);
        if (!reading.isMissing()) {
            out.writeDouble(reading.value());
        }
        out.writeDouble(reading.baseline());
        writeList(reading.evidence(), Fields::writeText, out);
    }

    private static Reading readReading(DataInput in) throws IOException {
        Signal signal = Signal.ofCode(in.readByte());
        Missing missing = SignalFields.readWord(Missing.values(), in);
        double value = missing == null ? in.readDouble() : Double.NaN;
        double baseline = in.readDouble();
        List<String> evidence = readList(Fields::readText, in);
        return new Reading(signal, value, baseline, missing, evidence);
    }
}
