package dev.milepost.fraud.model.account;

import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.account.AccountFact.Bound;
import dev.milepost.fraud.model.account.AccountFact.Cancelled;
import dev.milepost.fraud.model.account.AccountFact.Money;
import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.fraud.model.account.AccountFact.Paid;
import dev.milepost.fraud.model.account.AccountFact.Qualified;
import dev.milepost.fraud.model.account.AccountFact.Refused;
import dev.milepost.fraud.model.account.AccountFact.Reviewed;
import dev.milepost.fraud.model.account.AccountFact.Seen;
import dev.milepost.fraud.model.account.AccountFact.SignedUp;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what accounts hear of: 100 to 300 bytes. */
public final class AccountFactCodec implements Codec<AccountFact> {

    private static final long serialVersionUID = 1L;

    private static final int SIGNED_UP = 0;
    private static final int SEEN = 1;
    private static final int BOUND = 2;
    private static final int QUALIFIED = 3;
    private static final int PAID = 4;
    private static final int CANCELLED = 5;
    private static final int REVIEWED = 6;
    private static final int REFUSED = 7;

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(AccountFact fact, DataOutput out) throws IOException {
        if (fact instanceof SignedUp signedUp) {
            begin(SIGNED_UP, fact, out);
            writeList(signedUp.shown(), Shown::write, out);
            writeText(signedUp.emailHash(), out);
            writeList(signedUp.emailSlots(), (slot, to) -> to.writeLong(slot), out);
            writeText(signedUp.emailDomain(), out);
        } else if (fact instanceof Seen seen) {
            begin(SEEN, fact, out);
            writeLong(seen.timeMillis() - seen.eventMillis(), out);
            writeText(seen.referralCode(), out);
            writeList(seen.shown(), Shown::write, out);
        } else if (fact instanceof Bound bound) {
            begin(BOUND, fact, out);
            writeText(bound.referralId(), out);
            writeText(bound.advocateId(), out);
            writeText(bound.programId(), out);
            writeText(bound.referralCode(), out);
            writeLong(bound.boundMillis(), out);
        } else if (fact instanceof Qualified qualified) {
            begin(QUALIFIED, fact, out);
            writeText(qualified.referralId(), out);
            out.writeBoolean(qualified.stands());
        } else if (fact instanceof Paid paid) {
            begin(PAID, fact, out);
            out.writeByte(code(paid.kind()));
            writeLong(paid.amountMinor(), out);
            writeText(paid.currency(), out);
            writeText(paid.refund(), out);
        } else if (fact instanceof Cancelled cancelled) {
            begin(CANCELLED, fact, out);
            writeText(cancelled.refund(), out);
        } else if (fact instanceof Reviewed reviewed) {
            begin(REVIEWED, fact, out);
            writeText(reviewed.referralId(), out);
            writeText(reviewed.caseId(), out);
            writeLong(reviewed.expectedVersion(), out);
            out.writeByte(code(reviewed.opinion()));
        } else if (fact instanceof Refused refused) {
            begin(REFUSED, fact, out);
            writeText(refused.advocateId(), out);
        }
    }

    private static void begin(int code, AccountFact fact, DataOutput out) throws IOException {
        out.writeByte(code);
        writeText(fact.userId(), out);
        writeText(fact.identity(), out);
        writeLong(fact.timeMillis(), out);
    }

    @Override
    public AccountFact read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        String user = readName(in);
        String identity = readText(in);
        long time = readLong(in);
        return switch (code) {
            case SIGNED_UP ->
                new SignedUp(
                        user,
                        identity,
                        time,
                        readList(Shown::read, in),
                        readText(in),
                        readList(DataInput::readLong, in),
                        readName(in));
            case SEEN -> new Seen(user, identity, time, time - readLong(in), readText(in), readList(Shown::read, in));
            case BOUND ->
                new Bound(user, identity, time, readText(in), readName(in), readName(in), readName(in), readLong(in));
            case QUALIFIED -> new Qualified(user, identity, time, readText(in), in.readBoolean());
            case PAID ->
                new Paid(user, identity, time, money(in.readByte()), readLong(in), Fields.readName(in), readText(in));
            case CANCELLED -> new Cancelled(user, identity, time, readText(in));
            case REVIEWED ->
                new Reviewed(user, identity, time, readText(in), readText(in), readLong(in), opinion(in.readByte()));
            case REFUSED -> new Refused(user, identity, time, readName(in));
            default -> throw new IOException("No fact of an account has code " + code);
        };
    }

    static int code(Money kind) {
        return switch (kind) {
            case SALE -> 0;
            case REFUND -> 1;
            case CHARGEBACK -> 2;
        };
    }

    private static int code(Opinion opinion) {
        return switch (opinion) {
            case FRAUD -> 0;
            case BENIGN -> 1;
            case NOT_LINKED -> 2;
        };
    }

    private static Opinion opinion(byte code) throws IOException {
        for (Opinion opinion : Opinion.values()) {
            if (code(opinion) == code) {
                return opinion;
            }
        }
        throw new IOException("No opinion has code " + code);
    }

    static Money money(byte code) throws IOException {
        for (Money kind : Money.values()) {
            if (code(kind) == code) {
                return kind;
            }
        }
        throw new IOException("No kind of money has code " + code);
    }
}
