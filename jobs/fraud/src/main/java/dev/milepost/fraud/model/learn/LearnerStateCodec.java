package dev.milepost.fraud.model.learn;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.writeList;

import dev.milepost.fraud.model.score.WeightsCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what the learner remembers, to the bit. */
public final class LearnerStateCodec implements Codec<LearnerState> {

    private static final long serialVersionUID = 1L;

    private static final WeightsCodec WEIGHTS = new WeightsCodec();
    private static final ExampleCodec EXAMPLES = new ExampleCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(LearnerState state, DataOutput out) throws IOException {
        WEIGHTS.write(state.live, out);
        writeList(state.examples.all(), EXAMPLES::write, out);
    }

    @Override
    public LearnerState read(int version, DataInput in) throws IOException {
        LearnerState state = new LearnerState(WEIGHTS.read(WEIGHTS.version(), in));
        state.examples.addAll(readList(each -> EXAMPLES.read(EXAMPLES.version(), each), in));
        return state;
    }

    @Override
    public LearnerState copy(LearnerState state) {
        return state.copy();
    }
}
