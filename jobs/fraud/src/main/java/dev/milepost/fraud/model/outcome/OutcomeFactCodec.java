package dev.milepost.fraud.model.outcome;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.learn.LabelSource;
import dev.milepost.fraud.model.outcome.OutcomeFact.Assessed;
import dev.milepost.fraud.model.outcome.OutcomeFact.MoneyBack;
import dev.milepost.fraud.model.outcome.OutcomeFact.Reviewed;
import dev.milepost.fraud.model.segment.SignalledCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is heard of a referral. */
public final class OutcomeFactCodec implements Codec<OutcomeFact> {

    private static final long serialVersionUID = 1L;

    private static final int REVIEWED = 0;
    private static final int ASSESSED = 1;
    private static final int MONEY_BACK = 2;
    private static final int CANCELLED = -1;

    private final SignalledCodec signals = new SignalledCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(OutcomeFact fact, DataOutput out) throws IOException {
        if (fact instanceof Assessed assessed) {
            out.writeByte(ASSESSED);
            signals.write(assessed.signals(), out);
        } else if (fact instanceof MoneyBack back) {
            out.writeByte(MONEY_BACK);
            writeText(back.referralId(), out);
            writeLong(back.timeMillis(), out);
            writeText(back.refund(), out);
            out.writeByte(back.source() == null ? CANCELLED : back.source().code());
        } else if (fact instanceof Reviewed reviewed) {
            out.writeByte(REVIEWED);
            writeText(reviewed.referralId(), out);
            writeLong(reviewed.timeMillis(), out);
            writeText(reviewed.eventId(), out);
            writeText(reviewed.caseId(), out);
            writeLong(reviewed.expectedVersion(), out);
            out.writeBoolean(reviewed.fraud());
            out.writeDouble(reviewed.propensity());
        }
    }

    @Override
    public OutcomeFact read(int version, DataInput in) throws IOException {
        int kind = in.readByte();
        return switch (kind) {
            case ASSESSED -> new Assessed(signals.read(signals.version(), in));
            case MONEY_BACK -> new MoneyBack(readText(in), readLong(in), readText(in), source(in.readByte()));
            case REVIEWED ->
                new Reviewed(
                        readText(in),
                        readLong(in),
                        readText(in),
                        readText(in),
                        readLong(in),
                        in.readBoolean(),
                        in.readDouble());
            default -> throw new IOException("No fact has code " + kind);
        };
    }

    private static LabelSource source(int code) throws IOException {
        return code == CANCELLED ? null : LabelSource.ofCode(code);
    }
}
