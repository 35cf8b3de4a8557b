package dev.milepost.fraud.model.account;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.identifier.Label;
import dev.milepost.fraud.model.order.ReviewTurn;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was found out about one user's referral, and who was told.
 *
 * <p>Size: of a user of whom nobody said anything 40 bytes on the heap; else the case's id, 40 bytes a chargeback (20 at most) and
 * 30 an identifier (20 of a kind at most), until 400 days after the last that was said.
 */
final class LabelState {

    /** Which review is heard next. */
    ReviewTurn turn = new ReviewTurn();

    /** What a reviewer said last; null: nothing. */
    Label review;

    /** By what their cancellations name: when the money was charged back; {@link AccountState#NEVER} of what was cancelled. */
    final Map<String, Long> chargebacks = new LinkedHashMap<>();

    /** What identifiers and rings were told; null: nothing, or it was taken back. */
    Label told;

    /** The identifiers that were, the earliest first. */
    final Set<Shown> on = new LinkedHashSet<>();

    /** Numbers what was told. */
    long sequence;

    /** When the last that counted was said. */
    long heardMillis = AccountState.NEVER;

    boolean isEmpty() {
        return heardMillis == AccountState.NEVER;
    }

    LabelState copy() {
        LabelState copy = new LabelState();
        copy.turn = turn.copy();
        copy.review = review;
        copy.chargebacks.putAll(chargebacks);
        copy.told = told;
        copy.on.addAll(on);
        copy.sequence = sequence;
        copy.heardMillis = heardMillis;
        return copy;
    }

    void write(DataOutput out) throws IOException {
        out.writeBoolean(isEmpty());
        if (isEmpty()) {
            return;
        }
        turn.write(out);
        Label.write(review, out);
        writeInt(chargebacks.size(), out);
        for (Map.Entry<String, Long> each : chargebacks.entrySet()) {
            writeText(each.getKey(), out);
            out.writeLong(each.getValue());
        }
        Label.write(told, out);
        writeList(List.copyOf(on), Shown::write, out);
        writeLong(sequence, out);
        writeLong(heardMillis, out);
    }

    static LabelState read(DataInput in) throws IOException {
        LabelState state = new LabelState();
        if (in.readBoolean()) {
            return state;
        }
        state.turn = ReviewTurn.read(in);
        state.review = Label.read(in);
        for (int left = readInt(in); left > 0; left--) {
            state.chargebacks.put(readText(in), in.readLong());
        }
        state.told = Label.read(in);
        state.on.addAll(readList(Shown::read, in));
        state.sequence = readLong(in);
        state.heardMillis = readLong(in);
        return state;
    }
}
