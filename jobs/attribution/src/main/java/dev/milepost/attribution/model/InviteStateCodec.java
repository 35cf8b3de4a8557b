package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is remembered of an e-mail hash. */
public final class InviteStateCodec implements Codec<InviteState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(InviteState state, DataOutput out) throws IOException {
        writeList(state.invites, InviteFactCodec::writeInvite, out);
        writeList(state.addressees, InviteFactCodec::writeAddressee, out);
    }

    @Override
    public InviteState read(int version, DataInput in) throws IOException {
        InviteState state = new InviteState();
        state.invites = readList(InviteFactCodec::readInvite, in);
        state.addressees = readList(InviteFactCodec::readAddressee, in);
        return state;
    }

    @Override
    public InviteState copy(InviteState state) {
        return state.copy();
    }
}
