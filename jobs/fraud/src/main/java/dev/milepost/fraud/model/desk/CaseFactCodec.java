package dev.milepost.fraud.model.desk;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.desk.CaseFact.Judged;
import dev.milepost.fraud.model.desk.CaseFact.Reviewed;
import dev.milepost.fraud.model.desk.CaseFact.Source;
import dev.milepost.fraud.model.review.CaseReview;
import dev.milepost.fraud.model.review.ReviewAction;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what cases hear of: 100 to 200 bytes, and the note of a review. */
public final class CaseFactCodec implements Codec<CaseFact> {

    private static final long serialVersionUID = 1L;

    private static final int JUDGED = 0;
    private static final int REVIEWED = 1;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(CaseFact fact, DataOutput out) throws IOException {
        out.writeByte(fact instanceof Judged ? JUDGED : REVIEWED);
        writeText(fact.programId(), out);
        writeLong(fact.timeMillis(), out);
        if (fact instanceof Judged judged) {
            writeText(judged.verdictId(), out);
            writeText(judged.advocateId(), out);
            writeText(judged.referralId(), out);
            writeLong(judged.scoreMillionths(), out);
            out.writeBoolean(judged.identityOrRing());
            writeText(judged.ringId(), out);
        } else if (fact instanceof Reviewed reviewed) {
            writeReview(reviewed.review(), out);
            writeSource(reviewed.source(), out);
        }
    }

    private static void writeReview(CaseReview review, DataOutput out) throws IOException {
        writeText(review.eventId(), out);
        writeText(review.caseId(), out);
        writeText(review.advocateId(), out);
        writeLong(review.expectedVersion(), out);
        writeLong(review.propensityMillionths(), out);
        out.writeByte(code(review.action()));
        writeList(review.referralIds(), Fields::writeText, out);
        writeText(review.typology(), out);
        writeText(review.reason(), out);
        writeText(review.reviewer(), out);
        writeText(review.note(), out);
    }

    private static void writeSource(Source source, DataOutput out) throws IOException {
        writeText(source.name(), out);
        writeInt(source.partition(), out);
        writeLong(source.position(), out);
        writeLong(source.receivedAtMillis(), out);
        out.writeLong(source.contentHash());
    }

    @Override
    public CaseFact read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        String program = readName(in);
        long time = readLong(in);
        return switch (code) {
            case JUDGED ->
                new Judged(
                        program,
                        time,
                        readText(in),
                        readText(in),
                        readText(in),
                        readLong(in),
                        in.readBoolean(),
                        readText(in));
            case REVIEWED -> new Reviewed(review(program, time, in), source(in));
            default -> throw new IOException("No fact of cases has code " + code);
        };
    }

    private static CaseReview review(String program, long time, DataInput in) throws IOException {
        String event = readText(in);
        String caseId = readText(in);
        String advocate = readText(in);
        return new CaseReview(
                event,
                time,
                caseId,
                program,
                advocate,
                readLong(in),
                readLong(in),
                action(in.readByte()),
                readList(Fields::readText, in),
                readText(in),
                readText(in),
                readText(in),
                readText(in));
    }

    private static Source source(DataInput in) throws IOException {
        return new Source(readName(in), readInt(in), readLong(in), readLong(in), in.readLong());
    }

    private static int code(ReviewAction action) {
        return switch (action) {
            case CLAIM -> 0;
            case RELEASE_CLAIM -> 1;
            case APPROVE -> 2;
            case REJECT -> 3;
            case PARTIAL -> 4;
            case ESCALATE -> 5;
            case NOT_LINKED -> 6;
            case APPEAL -> 7;
        };
    }

    private static ReviewAction action(byte code) throws IOException {
        for (ReviewAction action : ReviewAction.values()) {
            if (code(action) == code) {
                return action;
            }
        }
        throw new IOException("No action of a review has code " + code);
    }
}
