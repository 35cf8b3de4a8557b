package dev.milepost.fraud.model.segment;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.writeLong;

import dev.milepost.fraud.model.signal.SignalFields;
import dev.milepost.fraud.model.signal.SignalVectorCodec;
import dev.milepost.fraud.model.signal.SubjectCodec;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes the signals of an assessment: about 700 bytes. */
public final class SignalledCodec implements Codec<Signalled> {

    private static final long serialVersionUID = 1L;

    private final SubjectCodec subjects = new SubjectCodec();
    private final SignalVectorCodec vectors = new SignalVectorCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Signalled signalled, DataOutput out) throws IOException {
        subjects.write(signalled.subject(), out);
        SignalFields.writeWord(signalled.trigger(), out);
        writeLong(signalled.timeMillis(), out);
        vectors.write(signalled.signals(), out);
    }

    @Override
    public Signalled read(int version, DataInput in) throws IOException {
        return new Signalled(
                subjects.read(subjects.version(), in),
                SignalFields.readWord(Trigger.values(), in),
                readLong(in),
                vectors.read(vectors.version(), in));
    }
}
