package dev.milepost.fraud.model.identifier;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is kept of an identifier. */
public final class IdentifierStateCodec implements Codec<IdentifierState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(IdentifierState state, DataOutput out) throws IOException {
        writeLong(state.asOfMillis, out);
        writeLong(state.told, out);
        writeList(state.sightings, Sighting::write, out);
        state.fraud.write(out);
        state.benign.write(out);
        out.writeBoolean(state.crowd != null);
        if (state.crowd != null) {
            writeLong(state.crowdedMillis, out);
            state.crowd.write(out);
        }
    }

    @Override
    public IdentifierState read(int version, DataInput in) throws IOException {
        IdentifierState state = new IdentifierState();
        state.asOfMillis = readLong(in);
        state.told = readLong(in);
        state.sightings.addAll(readList(Sighting::read, in));
        state.fraud = DecayedCount.read(in);
        state.benign = DecayedCount.read(in);
        if (in.readBoolean()) {
            state.crowdedMillis = readLong(in);
            state.crowd = Crowd.read(in);
        }
        return state;
    }

    @Override
    public IdentifierState copy(IdentifierState state) {
        return state.copy();
    }
}
