package dev.milepost.fraud.model.learn;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.learn.Example.Standing;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes a labelled example: about 100 bytes. */
public final class ExampleCodec implements Codec<Example> {

    private static final long serialVersionUID = 1L;

    /** So many bits of a byte say the source, the others the standing, which is 0 where nothing was said of it. */
    private static final int SOURCE_BITS = 4;

    private static final int SOURCE = (1 << SOURCE_BITS) - 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Example example, DataOutput out) throws IOException {
        writeText(example.referralId(), out);
        writeLong(example.labelledMillis(), out);
        out.writeByte(
                example.standing().code() << SOURCE_BITS | example.source().code());
        out.writeBoolean(example.fraud());
        out.writeDouble(example.propensity());
        out.writeBoolean(example.audited());
        writeList(example.strengths(), ExampleCodec::writeStrength, out);
    }

    @Override
    public Example read(int version, DataInput in) throws IOException {
        String referral = readText(in);
        long labelled = readLong(in);
        int said = in.readByte();
        return new Example(
                referral,
                labelled,
                LabelSource.ofCode(said & SOURCE),
                in.readBoolean(),
                in.readDouble(),
                in.readBoolean(),
                readList(DataInput::readDouble, in),
                Standing.ofCode(said >> SOURCE_BITS));
    }

    private static void writeStrength(double strength, DataOutput out) throws IOException {
        out.writeDouble(strength);
    }
}
