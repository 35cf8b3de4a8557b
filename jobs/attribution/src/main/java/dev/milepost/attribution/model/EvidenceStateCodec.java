package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is remembered of a possible referee or advocate. */
public final class EvidenceStateCodec implements Codec<EvidenceState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(EvidenceState state, DataOutput out) throws IOException {
        out.writeBoolean(state.first != null);
        if (state.first != null) {
            UserFactCodec.writeSignup(state.first, out);
        }
        writeList(state.signups, UserFactCodec::writeSignup, out);
        writeList(state.touches, UserFactCodec::writeOwned, out);
        writeList(state.creations, UserFactCodec::writeOwned, out);
    }

    @Override
    public EvidenceState read(int version, DataInput in) throws IOException {
        EvidenceState state = new EvidenceState();
        state.first = in.readBoolean() ? UserFactCodec.readSignup(in) : null;
        state.signups = readList(UserFactCodec::readSignup, in);
        state.touches = readList(UserFactCodec::readOwned, in);
        state.creations = readList(UserFactCodec::readOwned, in);
        return state;
    }

    @Override
    public EvidenceState copy(EvidenceState state) {
        return state.copy();
    }
}
