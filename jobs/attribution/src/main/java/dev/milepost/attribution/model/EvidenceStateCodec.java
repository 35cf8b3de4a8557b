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
        return 2;
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

    /** Version 1 did not know when a signup was received. */
    @Override
    public EvidenceState read(int version, DataInput in) throws IOException {
        EvidenceState state = new EvidenceState();
        state.first = in.readBoolean() ? UserFactCodec.readSignup(version >= 2, in) : null;
        state.signups = readList(each -> UserFactCodec.readSignup(version >= 2, each), in);
        state.touches = readList(UserFactCodec::readOwned, in);
        state.creations = readList(UserFactCodec::readOwned, in);
        return state;
    }

    @Override
    public EvidenceState copy(EvidenceState state) {
        return state.copy();
    }
}
