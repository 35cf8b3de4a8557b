package dev.milepost.fraud.model.outcome;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.fraud.model.outcome.OutcomeFact.Assessed;
import dev.milepost.fraud.model.outcome.OutcomeFact.Reviewed;
import dev.milepost.fraud.model.segment.SignalledCodec;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Writes what is heard of a referral. */
public final class OutcomeFactCodec implements Codec<OutcomeFact> {

    private static final long serialVersionUID = 1L;

    private final SignalledCodec signals = new SignalledCodec();

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(OutcomeFact fact, DataOutput out) throws IOException {
        out.writeBoolean(fact instanceof Assessed);
        if (fact instanceof Assessed assessed) {
            signals.write(assessed.signals(), out);
        } else if (fact instanceof Reviewed reviewed) {
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
        return in.readBoolean()
                ? new Assessed(signals.read(signals.version(), in))
                : new Reviewed(
                        readText(in),
                        readLong(in),
                        readText(in),
                        readText(in),
                        readLong(in),
                        in.readBoolean(),
                        in.readDouble());
    }
}
