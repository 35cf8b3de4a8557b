package dev.milepost.fraud.model.account;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.account.AccountState.Click;
import dev.milepost.fraud.model.account.AccountState.Due;
import dev.milepost.fraud.model.account.AccountState.Referral;
import dev.milepost.fraud.model.signal.SignalFields;
import dev.milepost.fraud.model.signal.Trigger;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes what is remembered of a user. */
public final class AccountStateCodec implements Codec<AccountState> {

    private static final long serialVersionUID = 1L;

    /** Did not know when the last assessment was. */
    private static final int WITHOUT_ASSESSED = 1;

    private final AccountFactCodec facts = new AccountFactCodec();

    @Override
    public int version() {
        return 2;
    }

    @Override
    public AccountState copy(AccountState state) {
        return state.copy();
    }

    @Override
    public void write(AccountState state, DataOutput out) throws IOException {
        writeList(List.copyOf(state.waiting.facts()), facts::write, out);
        writeInt(state.shown.size(), out);
        for (Map.Entry<Shown, Long> each : state.shown.entrySet()) {
            each.getKey().write(out);
            writeLong(each.getValue(), out);
        }
        writeList(state.clicks, AccountStateCodec::writeClick, out);
        writeList(state.due, AccountStateCodec::writeDue, out);
        out.writeBoolean(state.signup != null);
        if (state.signup != null) {
            facts.write(state.signup, out);
        }
        out.writeBoolean(state.referral != null);
        if (state.referral != null) {
            writeReferral(state.referral, out);
        }
        out.writeLong(state.lastActiveMillis);
        out.writeLong(state.assessedMillis);
        state.labels.write(out);
    }

    @Override
    public AccountState read(int version, DataInput in) throws IOException {
        AccountState state = AccountState.empty();
        AccountBook book = new AccountBook("", state);
        readList(each -> facts.read(facts.version(), each), in).forEach(book::accept);
        for (int left = readInt(in); left > 0; left--) {
            state.shown.put(Shown.read(in), readLong(in));
        }
        state.clicks.addAll(readList(AccountStateCodec::readClick, in));
        state.due.addAll(readList(AccountStateCodec::readDue, in));
        state.signup = in.readBoolean() ? (AccountFact.SignedUp) facts.read(facts.version(), in) : null;
        state.referral = in.readBoolean() ? readReferral(in) : null;
        state.lastActiveMillis = in.readLong();
        state.assessedMillis = version == WITHOUT_ASSESSED ? AccountState.NEVER : in.readLong();
        state.labels = LabelState.read(in);
        return state;
    }

    private static void writeClick(Click click, DataOutput out) throws IOException {
        writeLong(click.timeMillis(), out);
        writeText(click.referralCode(), out);
        writeText(click.device(), out);
    }

    private static Click readClick(DataInput in) throws IOException {
        return new Click(readLong(in), readName(in), readName(in));
    }

    private static void writeDue(Due due, DataOutput out) throws IOException {
        writeLong(due.timeMillis(), out);
        SignalFields.writeWord(due.trigger(), out);
    }

    private static Due readDue(DataInput in) throws IOException {
        return new Due(readLong(in), SignalFields.readWord(Trigger.values(), in));
    }

    private static void writeReferral(Referral referral, DataOutput out) throws IOException {
        writeText(referral.referralId(), out);
        writeText(referral.advocateId(), out);
        writeText(referral.programId(), out);
        writeText(referral.code(), out);
        writeLong(referral.boundMillis(), out);
        out.writeLong(referral.qualifiedMillis());
    }

    private static Referral readReferral(DataInput in) throws IOException {
        return new Referral(readText(in), readName(in), readName(in), readName(in), readLong(in), in.readLong());
    }
}
