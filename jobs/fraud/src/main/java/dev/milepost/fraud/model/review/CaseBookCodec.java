package dev.milepost.fraud.model.review;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;

/** Writes a book of cases: the same bytes for the same cases. */
public final class CaseBookCodec implements Codec<CaseBook> {

    private static final long serialVersionUID = 1L;

    /** Did not know when a case had come to its version: by then nothing had happened to it later. */
    private static final int WITHOUT_HEARD = 1;

    @Override
    public int version() {
        return 2;
    }

    @Override
    public void write(CaseBook book, DataOutput out) throws IOException {
        writeList(book.ofOpening(), CaseBookCodec::write, out);
    }

    private static void write(ReviewCase one, DataOutput out) throws IOException {
        writeText(one.caseId, out);
        writeText(one.programId, out);
        writeText(one.advocateId, out);
        writeText(one.ringId, out);
        out.writeByte(one.status.code());
        writeLong(one.version, out);
        writeLong(one.openedMillis, out);
        writeText(one.claimedBy, out);
        writeLong(one.claimedUntilMillis, out);
        out.writeBoolean(one.escalated);
        writeLong(one.slaMillis, out);
        writeLong(one.dueMillis, out);
        out.writeBoolean(one.pending != null);
        if (one.pending != null) {
            write(one.pending, out);
        }
        writeText(one.mergedInto, out);
        writeLong(one.lastMillis, out);
        writeLong(one.heardMillis, out);
        writeList(new ArrayList<>(one.referrals.values()), CaseReferral::write, out);
        writeList(new ArrayList<>(one.reviews), Fields::writeText, out);
        writeLong(one.auditEvents, out);
        writeText(one.auditHash, out);
    }

    private static void write(Pending pending, DataOutput out) throws IOException {
        writeText(pending.reviewId(), out);
        writeText(pending.reviewer(), out);
        writeList(pending.approved(), Fields::writeText, out);
        writeList(pending.rejected(), Fields::writeText, out);
    }

    @Override
    public CaseBook read(int version, DataInput in) throws IOException {
        CaseBook book = new CaseBook();
        readList(each -> readCase(version, each), in).forEach(book::add);
        return book;
    }

    private static ReviewCase readCase(int version, DataInput in) throws IOException {
        ReviewCase one = new ReviewCase(readText(in), readText(in), readText(in));
        one.ringId = readText(in);
        one.status = CaseStatus.of(in.readByte());
        one.version = readLong(in);
        one.openedMillis = readLong(in);
        one.claimedBy = readText(in);
        one.claimedUntilMillis = readLong(in);
        one.escalated = in.readBoolean();
        one.slaMillis = readLong(in);
        one.dueMillis = readLong(in);
        if (in.readBoolean()) {
            one.pending = new Pending(
                    readText(in), readText(in), readList(Fields::readText, in), readList(Fields::readText, in));
        }
        one.mergedInto = readText(in);
        one.lastMillis = readLong(in);
        one.heardMillis = version == WITHOUT_HEARD ? one.lastMillis : readLong(in);
        readList(CaseReferral::read, in).forEach(each -> one.referrals.put(each.referralId, each));
        one.reviews.addAll(readList(Fields::readText, in));
        one.auditEvents = readLong(in);
        one.auditHash = readText(in);
        return one;
    }

    @Override
    public CaseBook copy(CaseBook book) {
        return book.copy();
    }
}
