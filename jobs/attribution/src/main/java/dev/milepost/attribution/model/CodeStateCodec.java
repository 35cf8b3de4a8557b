package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.attribution.model.CodeFact.OwnerSignup;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Writes what is remembered of a referral code. */
public final class CodeStateCodec implements Codec<CodeState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 2;
    }

    /** Those before named events by their id alone. */
    @Override
    public int oldest() {
        return 2;
    }

    @Override
    public void write(CodeState state, DataOutput out) throws IOException {
        writeList(state.creations, CodeFactCodec::writeCreation, out);
        writeList(List.copyOf(state.owners.values()), CodeFactCodec::writeOwner, out);
        writeList(List.copyOf(state.queries.values()), CodeFactCodec::writeQuery, out);
    }

    @Override
    public CodeState read(int version, DataInput in) throws IOException {
        CodeState state = new CodeState();
        state.creations = readList(CodeFactCodec::readCreation, in);
        for (OwnerSignup owner : readList(CodeFactCodec::readOwner, in)) {
            state.owners.put(owner.creation(), owner);
        }
        for (Query query : readList(CodeFactCodec::readQuery, in)) {
            state.queries.put(query.identity(), query);
        }
        return state;
    }

    @Override
    public CodeState copy(CodeState state) {
        return state.copy();
    }
}
