package dev.milepost.milestones.model.ledger;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.ledger.LedgerFact.Purchase;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Source;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the facts that a ledger hears of. */
public final class LedgerFactCodec implements Codec<LedgerFact> {

    private static final long serialVersionUID = 1L;

    private static final int COMPLETION = 0;
    private static final int CONDITION = 1;
    private static final int ORDER = 2;
    private static final int VERDICT = 3;
    private static final int REVIEW = 4;
    private static final int PAYOUT = 5;

    private static final int HAS_REACH = 1;
    private static final int BY_REVIEW = 2;

    @Override
    public int version() {
        // That of the ledger's state, which has these facts in it.
        return 7;
    }

    /**
     * Until 6 no referral was known by which an account's advocate is, in 4 no orders that led to a completion, nor when it was
     * reached. No release has written an earlier one.
     */
    @Override
    public int oldest() {
        return 4;
    }

    @Override
    public void write(LedgerFact fact, DataOutput out) throws IOException {
        if (fact instanceof Completion completion) {
            out.writeByte(COMPLETION);
            writeCompletion(completion, out);
        } else if (fact instanceof Condition condition) {
            out.writeByte(CONDITION);
            writeCondition(condition, out);
        } else if (fact instanceof OrderMoney order) {
            out.writeByte(ORDER);
            writeOrder(order, out);
        } else if (fact instanceof Verdict verdict) {
            out.writeByte(VERDICT);
            writeVerdict(verdict, out);
        } else if (fact instanceof Review review) {
            out.writeByte(REVIEW);
            writeReview(review, out);
        } else {
            out.writeByte(PAYOUT);
            writePayout((Payout) fact, out);
        }
    }

    @Override
    public LedgerFact read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        return switch (code) {
            case COMPLETION -> readCompletion(version, in);
            case CONDITION -> readCondition(in);
            case ORDER -> readOrder(in);
            case VERDICT -> readVerdict(in);
            case REVIEW -> readReview(in);
            case PAYOUT -> readPayout(in);
            default -> throw new IOException("No fact of a ledger has code " + code);
        };
    }

    static void writeCompletion(Completion completion, DataOutput out) throws IOException {
        writeText(completion.rule(), out);
        writeInt(completion.rung(), out);
        writeText(completion.subject(), out);
        writeLong(completion.ordinal(), out);
        writeList(completion.turns(), LedgerFactCodec::writeTurn, out);
        boolean all = completion.leftOutMillis() == Long.MIN_VALUE;
        out.writeBoolean(all);
        if (!all) {
            writeLong(completion.leftOutMillis(), out);
        }
    }

    static Completion readCompletion(int version, DataInput in) throws IOException {
        return new Completion(
                readName(in),
                readInt(in),
                readName(in),
                readLong(in),
                readList(each -> readTurn(version, each), in),
                in.readBoolean() ? Long.MIN_VALUE : readLong(in));
    }

    private static void writeTurn(Turn turn, DataOutput out) throws IOException {
        writeLong(turn.timeMillis(), out);
        writeText(turn.causeId(), out);
        writeLong(turn.knownAtMillis(), out);
        out.writeByte((turn.reach() == null ? 0 : HAS_REACH) | (turn.byReview() ? BY_REVIEW : 0));
        if (turn.reach() != null) {
            writeReach(turn.reach(), out);
        }
    }

    private static Turn readTurn(int version, DataInput in) throws IOException {
        long time = readLong(in);
        String cause = readText(in);
        long known = readLong(in);
        int has = in.readByte();
        return new Turn(
                time, cause, known, (has & BY_REVIEW) != 0, (has & HAS_REACH) == 0 ? null : readReach(version, in));
    }

    static void writeReach(Reach reach, DataOutput out) throws IOException {
        writeText(reach.causeId(), out);
        writeText(reach.advocate(), out);
        writeText(reach.boundBy(), out);
        writeText(reach.referee(), out);
        writeList(reach.referrals(), Fields::writeText, out);
        writePurchase(reach.purchase(), out);
        writeList(List.copyOf(new TreeMap<>(reach.texts()).entrySet()), LedgerFactCodec::writeField, out);
        writeList(reach.led(), Fields::writeText, out);
        writeLong(reach.reachedMillis(), out);
    }

    static Reach readReach(int version, DataInput in) throws IOException {
        return new Reach(
                readText(in),
                readName(in),
                version < 7 ? null : readText(in),
                readName(in),
                readList(Fields::readText, in),
                readPurchase(in),
                readTexts(in),
                version < 5 ? List.of() : readList(Fields::readText, in),
                version < 5 ? Long.MIN_VALUE : readLong(in));
    }

    private static void writeField(Map.Entry<String, String> text, DataOutput out) throws IOException {
        writeText(text.getKey(), out);
        writeText(text.getValue(), out);
    }

    private static Map<String, String> readTexts(DataInput in) throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (int n = readInt(in); n > 0; n--) {
            texts.put(readName(in), readText(in));
        }
        return texts;
    }

    private static void writePurchase(Purchase purchase, DataOutput out) throws IOException {
        writeText(purchase.orderId(), out);
        writeText(purchase.currency(), out);
        writeNumber(purchase.amountMinor(), out);
        writeNumber(purchase.mrrMinor(), out);
    }

    private static Purchase readPurchase(DataInput in) throws IOException {
        return new Purchase(readText(in), readName(in), readNumber(in), readNumber(in));
    }

    private static void writeNumber(Long number, DataOutput out) throws IOException {
        out.writeBoolean(number != null);
        if (number != null) {
            writeLong(number, out);
        }
    }

    private static Long readNumber(DataInput in) throws IOException {
        return in.readBoolean() ? (Long) readLong(in) : null;
    }

    static void writeCondition(Condition condition, DataOutput out) throws IOException {
        writeText(condition.rule(), out);
        writeInt(condition.number(), out);
        writeText(condition.subject(), out);
        writeLong(condition.timeMillis(), out);
        writeText(condition.causeId(), out);
        writeLong(condition.knownAtMillis(), out);
        boolean stands = condition.untilMillis() == Long.MAX_VALUE;
        out.writeBoolean(stands);
        if (!stands) {
            writeLong(condition.untilMillis(), out);
        }
    }

    static Condition readCondition(DataInput in) throws IOException {
        return new Condition(
                readName(in),
                readInt(in),
                readName(in),
                readLong(in),
                readText(in),
                readLong(in),
                in.readBoolean() ? Long.MAX_VALUE : readLong(in));
    }

    static void writeOrder(OrderMoney order, DataOutput out) throws IOException {
        writeText(order.order(), out);
        writeLong(order.timeMillis(), out);
        writeText(order.causeId(), out);
        writeLong(order.grossMinor(), out);
        writeLong(order.refundedMinor(), out);
        writeLong(order.chargedBackMinor(), out);
        writeLong(order.knownAtMillis(), out);
    }

    static OrderMoney readOrder(DataInput in) throws IOException {
        return new OrderMoney(
                readText(in), readLong(in), readText(in), readLong(in), readLong(in), readLong(in), readLong(in));
    }

    static void writeVerdict(Verdict verdict, DataOutput out) throws IOException {
        writeText(verdict.referralId(), out);
        writeLong(verdict.timeMillis(), out);
        writeText(verdict.id(), out);
        writeLong(verdict.scoreMillionths(), out);
        out.writeBoolean(verdict.identityOrRing());
        writeLong(verdict.knownAtMillis(), out);
    }

    static Verdict readVerdict(DataInput in) throws IOException {
        return new Verdict(readText(in), readLong(in), readText(in), readLong(in), in.readBoolean(), readLong(in));
    }

    static void writeReview(Review review, DataOutput out) throws IOException {
        writeText(review.referralId(), out);
        writeLong(review.timeMillis(), out);
        writeText(review.id(), out);
        out.writeBoolean(review.approved());
        writeLong(review.knownAtMillis(), out);
    }

    static Review readReview(DataInput in) throws IOException {
        return new Review(readText(in), readLong(in), readText(in), in.readBoolean(), readLong(in));
    }

    static void writePayout(Payout payout, DataOutput out) throws IOException {
        writeText(payout.rewardId(), out);
        writeLong(payout.timeMillis(), out);
        writeText(payout.id(), out);
        writeLong(payout.amountMinor(), out);
        writeText(payout.currency(), out);
        writeLong(payout.knownAtMillis(), out);
        Source source = payout.source();
        writeText(source.json(), out);
        writeText(source.name(), out);
        writeInt(source.partition(), out);
        writeLong(source.position(), out);
    }

    static Payout readPayout(DataInput in) throws IOException {
        return new Payout(
                readText(in),
                readLong(in),
                readText(in),
                readLong(in),
                readName(in),
                readLong(in),
                new Source(readText(in), readName(in), readInt(in), readLong(in)));
    }
}
