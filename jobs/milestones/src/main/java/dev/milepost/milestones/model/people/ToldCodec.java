package dev.milepost.milestones.model.people;

import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.pattern.SubjectEventCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what subjects are told. */
public final class ToldCodec implements Codec<Told> {

    private static final long serialVersionUID = 1L;

    private final SubjectEventCodec events = new SubjectEventCodec();

    @Override
    public int version() {
        return events.version();
    }

    @Override
    public void write(Told told, DataOutput out) throws IOException {
        writeText(told.subject(), out);
        events.write(told.event(), out);
    }

    @Override
    public Told read(int version, DataInput in) throws IOException {
        return new Told(readName(in), events.read(version, in));
    }
}
