package dev.milepost.milestones.model.people;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.pattern.SubjectEventCodec;
import dev.milepost.milestones.model.people.PersonEvent.Attributes;
import dev.milepost.milestones.model.people.PersonEvent.Bound;
import dev.milepost.milestones.model.people.PersonEvent.Own;
import dev.milepost.milestones.model.people.PersonEvent.Qualified;
import dev.milepost.milestones.model.people.PersonEvent.Referrer;
import dev.milepost.milestones.model.people.PersonEvent.Reviewed;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what the fold of a user runs over, on the stream and in the tail. */
public final class PersonEventCodec implements Codec<PersonEvent> {

    private static final long serialVersionUID = 1L;

    private static final int OWN = 0;
    private static final int ATTRIBUTES = 1;
    private static final int BOUND = 2;
    private static final int QUALIFIED = 3;
    private static final int REFERRER = 4;
    private static final int REVIEWED = 5;

    private final SubjectEventCodec events = new SubjectEventCodec();

    @Override
    public int version() {
        return 2;
    }

    /** No release has written the first. */
    @Override
    public int oldest() {
        return 2;
    }

    @Override
    public void write(PersonEvent event, DataOutput out) throws IOException {
        if (event instanceof Own own) {
            out.writeByte(OWN);
            writeText(own.userId(), out);
            events.write(own.event(), out);
        } else if (event instanceof Attributes attributes) {
            out.writeByte(ATTRIBUTES);
            writeText(attributes.userId(), out);
            writeText(attributes.eventId(), out);
            writeLong(attributes.timeMillis(), out);
            writeLong(attributes.knownMillis(), out);
            Texts.write(attributes.attributes(), out);
        } else if (event instanceof Bound bound) {
            out.writeByte(BOUND);
            writeBound(bound, out);
        } else if (event instanceof Qualified qualified) {
            out.writeByte(QUALIFIED);
            writeQualified(qualified, out);
        } else if (event instanceof Referrer referrer) {
            out.writeByte(REFERRER);
            writeText(referrer.userId(), out);
            writeText(referrer.advocateId(), out);
            writeText(referrer.eventId(), out);
            writeLong(referrer.timeMillis(), out);
            Texts.write(referrer.attributes(), out);
        } else if (event instanceof Reviewed reviewed) {
            out.writeByte(REVIEWED);
            writeReviewed(reviewed, out);
        }
    }

    @Override
    public PersonEvent read(int version, DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case OWN -> new Own(readName(in), events.read(events.version(), in));
            case ATTRIBUTES -> new Attributes(readName(in), readText(in), readLong(in), readLong(in), Texts.read(in));
            case BOUND -> readBound(in);
            case QUALIFIED -> readQualified(in);
            case REFERRER -> new Referrer(readName(in), readName(in), readText(in), readLong(in), Texts.read(in));
            case REVIEWED -> readReviewed(in);
            default -> throw new IOException("No kind of what happens to a user has code " + kind);
        };
    }

    static void writeReviewed(Reviewed reviewed, DataOutput out) throws IOException {
        writeText(reviewed.userId(), out);
        writeText(reviewed.referralId(), out);
        writeText(reviewed.program(), out);
        writeText(reviewed.eventId(), out);
        writeLong(reviewed.timeMillis(), out);
        writeLong(reviewed.knownMillis(), out);
        out.writeBoolean(reviewed.rejects());
    }

    static Reviewed readReviewed(DataInput in) throws IOException {
        return new Reviewed(
                readName(in), readText(in), readName(in), readText(in), readLong(in), readLong(in), in.readBoolean());
    }

    static void writeBound(Bound bound, DataOutput out) throws IOException {
        writeText(bound.userId(), out);
        writeText(bound.referralId(), out);
        writeText(bound.advocateId(), out);
        writeText(bound.program(), out);
        writeText(bound.referralCode(), out);
        writeLong(bound.signupMillis(), out);
        writeLong(bound.timeMillis() - bound.signupMillis(), out);
        writeText(bound.causeId(), out);
        writeLong(bound.knownMillis() - bound.signupMillis(), out);
    }

    static Bound readBound(DataInput in) throws IOException {
        String user = readName(in);
        String referral = readText(in);
        String advocate = readName(in);
        String program = readName(in);
        String code = readName(in);
        long signup = readLong(in);
        return new Bound(
                user,
                referral,
                advocate,
                program,
                code,
                signup,
                signup + readLong(in),
                readText(in),
                signup + readLong(in));
    }

    static void writeQualified(Qualified qualified, DataOutput out) throws IOException {
        writeText(qualified.userId(), out);
        writeText(qualified.referralId(), out);
        writeText(qualified.advocateId(), out);
        writeText(qualified.program(), out);
        writeLong(qualified.timeMillis(), out);
        writeText(qualified.causeId(), out);
        writeLong(qualified.knownMillis(), out);
    }

    static Qualified readQualified(DataInput in) throws IOException {
        return new Qualified(
                readName(in), readText(in), readName(in), readName(in), readLong(in), readText(in), readLong(in));
    }
}
