package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.Answer.Earlier;
import dev.milepost.attribution.model.UserFact.OwnedClick;
import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/** Writes what the folds of a user run over. */
public final class UserFactCodec implements Codec<UserFact> {

    private static final long serialVersionUID = 1L;

    /** Beside a purchase's kind: its other fields follow. */
    private static final int REST = 0x10;

    @Override
    public int version() {
        return 5;
    }

    /** Version 4 did not know what an answer said before. Version 3 did not know when a signup was received. Those before named events by their id alone. */
    @Override
    public int oldest() {
        return 3;
    }

    @Override
    public void write(UserFact fact, DataOutput out) throws IOException {
        if (fact instanceof Signup signup) {
            out.writeByte(0);
            writeSignup(signup, out);
        } else if (fact instanceof Purchase purchase) {
            out.writeByte(1);
            writePurchase(purchase, out);
        } else if (fact instanceof OwnedClick owned) {
            out.writeByte(2);
            writeOwned(owned, out);
        } else if (fact instanceof Answer answer) {
            out.writeByte(3);
            writeAnswer(answer, out);
        }
    }

    @Override
    public UserFact read(int version, DataInput in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case 0 -> readSignup(version >= 4, in);
            case 1 -> readPurchase(in);
            case 2 -> readOwned(in);
            case 3 -> readAnswer(version >= 5, in);
            default -> throw new IOException("No fact of a user has code " + kind);
        };
    }

    static void writeSignup(Signup signup, DataOutput out) throws IOException {
        writeText(signup.userId(), out);
        writeText(signup.eventId(), out);
        writeLong(signup.timeMillis(), out);
        writeText(signup.referralCode(), out);
        ClickFields.writeTexts(signup.qualifies(), out);
        writeLong(signup.receivedAtMillis() - signup.timeMillis(), out);
    }

    /**
     * Reads one.
     *
     * @param received whether it was written with when it was received; else that is taken to be its time
     */
    static Signup readSignup(boolean received, DataInput in) throws IOException {
        String userId = readName(in);
        String eventId = readText(in);
        long timeMillis = readLong(in);
        return new Signup(
                userId,
                eventId,
                timeMillis,
                readText(in),
                ClickFields.readTexts(in),
                received ? timeMillis + readLong(in) : timeMillis);
    }

    static void writePurchase(Purchase purchase, DataOutput out) throws IOException {
        writeText(purchase.userId(), out);
        writeText(purchase.eventId(), out);
        writeLong(purchase.timeMillis(), out);
        writeText(purchase.orderId(), out);
        out.writeByte(code(purchase.kind()) | (purchase.rest().isEmpty() ? 0 : REST));
        writeLong(purchase.amountMinor(), out);
        writeText(purchase.currency(), out);
        writeText(purchase.refundId(), out);
        ClickFields.writeTexts(purchase.qualifies(), out);
        writeLong(purchase.receivedAtMillis() - purchase.timeMillis(), out);
        ClickFields.writeOrigin(purchase.origin(), out);
        if (!purchase.rest().isEmpty()) {
            writeText(purchase.rest(), out);
        }
    }

    static Purchase readPurchase(DataInput in) throws IOException {
        String userId = readName(in);
        String eventId = readText(in);
        long timeMillis = readLong(in);
        String orderId = readText(in);
        int flags = in.readByte();
        return new Purchase(
                userId,
                eventId,
                timeMillis,
                orderId,
                kind(flags & ~REST),
                readLong(in),
                readName(in),
                readText(in),
                ClickFields.readTexts(in),
                timeMillis + readLong(in),
                ClickFields.readOrigin(in),
                (flags & REST) == 0 ? "" : readText(in));
    }

    private static int code(PurchaseKind kind) {
        return switch (kind) {
            case ORDER -> 0;
            case RENEWAL -> 1;
            case REFUND -> 2;
            case CHARGEBACK -> 3;
            case REFUND_CANCELLED -> 4;
        };
    }

    private static PurchaseKind kind(int kind) throws IOException {
        return switch (kind) {
            case 0 -> PurchaseKind.ORDER;
            case 1 -> PurchaseKind.RENEWAL;
            case 2 -> PurchaseKind.REFUND;
            case 3 -> PurchaseKind.CHARGEBACK;
            case 4 -> PurchaseKind.REFUND_CANCELLED;
            default -> throw new IOException("No kind of purchase has code " + kind);
        };
    }

    static void writeOwned(OwnedClick owned, DataOutput out) throws IOException {
        writeText(owned.userId(), out);
        writeLong(owned.timeMillis(), out);
        writeText(owned.anonymousId(), out);
        ClickFields.writeKept(owned.click(), out);
    }

    static OwnedClick readOwned(DataInput in) throws IOException {
        return new OwnedClick(readName(in), readLong(in), readName(in), ClickFields.readKept(in));
    }

    static void writeAnswer(Answer answer, DataOutput out) throws IOException {
        writeLong(answer.timeMillis(), out);
        CodeFactCodec.writeQuery(answer.query(), out);
        writeText(answer.owner(), out);
        writeText(answer.program(), out);
        out.writeBoolean(answer.junior());
        writeList(answer.earlier(), UserFactCodec::writeEarlier, out);
    }

    private static void writeEarlier(Earlier earlier, DataOutput out) throws IOException {
        writeLong(earlier.timeMillis(), out);
        writeText(earlier.owner(), out);
        writeText(earlier.program(), out);
        out.writeBoolean(earlier.junior());
    }

    private static Earlier readEarlier(DataInput in) throws IOException {
        return new Earlier(readLong(in), readText(in), readText(in), in.readBoolean());
    }

    /**
     * Reads one.
     *
     * @param earlier whether it was written with what it said before
     */
    static Answer readAnswer(boolean earlier, DataInput in) throws IOException {
        long timeMillis = readLong(in);
        CodeFact.Query query = CodeFactCodec.readQuery(in);
        return new Answer(
                query.referee(),
                timeMillis,
                query,
                readText(in),
                readText(in),
                in.readBoolean(),
                earlier ? readList(UserFactCodec::readEarlier, in) : List.of());
    }
}
