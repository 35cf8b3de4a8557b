package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.attribution.model.CodeFact.Creation;
import dev.milepost.attribution.model.CodeFact.OwnerSignup;
import dev.milepost.attribution.model.CodeFact.Query;
import dev.milepost.programs.Evidence;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what the fold of a referral code runs over. */
public final class CodeFactCodec implements Codec<CodeFact> {

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
    public void write(CodeFact fact, DataOutput out) throws IOException {
        if (fact instanceof Query query) {
            out.writeByte(0);
            writeQuery(query, out);
        } else if (fact instanceof Creation creation) {
            out.writeByte(1);
            writeCreation(creation, out);
        } else if (fact instanceof OwnerSignup owner) {
            out.writeByte(2);
            writeOwner(owner, out);
        }
    }

    @Override
    public CodeFact read(int version, DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 0 -> readQuery(in);
            case 1 -> readCreation(in);
            case 2 -> readOwner(in);
            default -> throw new IOException("No fact of a code has code " + kind);
        };
    }

    static void writeQuery(Query query, DataOutput out) throws IOException {
        writeText(query.code(), out);
        writeLong(query.timeMillis(), out);
        writeText(query.referee(), out);
        writeText(query.signupId(), out);
        writeLong(query.signupMillis(), out);
        writeEvidence(query.evidence(), out);
        writeLong(query.evidenceMillis(), out);
        writeText(query.touchId(), out);
        writeText(query.anonymousId(), out);
    }

    static Query readQuery(DataInput in) throws IOException {
        return new Query(
                readText(in),
                readLong(in),
                readText(in),
                readText(in),
                readLong(in),
                readEvidence(in),
                readLong(in),
                readText(in),
                readText(in));
    }

    static void writeEvidence(Evidence evidence, DataOutput out) throws IOException {
        out.writeByte(
                switch (evidence) {
                    case CODE -> 0;
                    case INVITE -> 1;
                    case LINK -> 2;
                });
    }

    static Evidence readEvidence(DataInput in) throws IOException {
        byte evidence = in.readByte();
        return switch (evidence) {
            case 0 -> Evidence.CODE;
            case 1 -> Evidence.INVITE;
            case 2 -> Evidence.LINK;
            default -> throw new IOException("No evidence has code " + evidence);
        };
    }

    static void writeCreation(Creation creation, DataOutput out) throws IOException {
        writeText(creation.code(), out);
        writeLong(creation.timeMillis(), out);
        writeText(creation.owner(), out);
        writeText(creation.program(), out);
        writeLong(creation.createdMillis(), out);
        writeText(creation.eventId(), out);
        writeText(creation.anonymousId(), out);
    }

    static Creation readCreation(DataInput in) throws IOException {
        return new Creation(
                readText(in), readLong(in), readText(in), readText(in), readLong(in), readText(in), readText(in));
    }

    static void writeOwner(OwnerSignup owner, DataOutput out) throws IOException {
        writeText(owner.code(), out);
        writeLong(owner.timeMillis(), out);
        writeText(owner.owner(), out);
        writeLong(owner.signupMillis(), out);
        writeText(owner.signupId(), out);
        writeText(owner.creation(), out);
    }

    static OwnerSignup readOwner(DataInput in) throws IOException {
        return new OwnerSignup(readText(in), readLong(in), readText(in), readLong(in), readText(in), readText(in));
    }
}
