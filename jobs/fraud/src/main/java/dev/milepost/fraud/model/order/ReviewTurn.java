package dev.milepost.fraud.model.order;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Which reviews of a referral are heard: of two of one case the second only where its reviewer saw a later version, so that of one
 * version the first in (time, id) order is. Mutable.
 */
public final class ReviewTurn {

    /** The case that a reviewer spoke of last; null: nobody did. */
    private String caseId;

    private long version;

    /** Whether it is heard, which the next has to be later than. */
    public boolean takes(String ofCase, long expectedVersion) {
        if (ofCase.equals(caseId) && expectedVersion <= version) {
            return false;
        }
        caseId = ofCase;
        version = expectedVersion;
        return true;
    }

    public ReviewTurn copy() {
        ReviewTurn copy = new ReviewTurn();
        copy.caseId = caseId;
        copy.version = version;
        return copy;
    }

    public void write(DataOutput out) throws IOException {
        writeText(caseId, out);
        writeLong(version, out);
    }

    public static ReviewTurn read(DataInput in) throws IOException {
        ReviewTurn turn = new ReviewTurn();
        turn.caseId = readText(in);
        turn.version = readLong(in);
        return turn;
    }
}
