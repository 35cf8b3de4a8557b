package dev.milepost.fraud.model.signal;

import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is assessed. */
public final class SubjectCodec implements Codec<Subject> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(Subject subject, DataOutput out) throws IOException {
        writeText(subject.assessmentId(), out);
        writeText(subject.referralId(), out);
        writeText(subject.programId(), out);
        writeText(subject.advocateId(), out);
        writeText(subject.refereeId(), out);
        writeText(subject.segment(), out);
    }

    @Override
    public Subject read(int version, DataInput in) throws IOException {
        return new Subject(readText(in), readText(in), readText(in), readText(in), readText(in), readText(in));
    }
}
