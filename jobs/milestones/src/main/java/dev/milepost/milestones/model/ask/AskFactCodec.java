package dev.milepost.milestones.model.ask;

import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.ask.AskMilestone.Context;
import dev.milepost.milestones.model.ask.AskMilestone.Value;
import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/** Writes the facts that a book of asks hears of. */
public final class AskFactCodec implements Codec<AskFact> {

    private static final long serialVersionUID = 1L;

    private static final int MILESTONE = 0;
    private static final int RISK = 1;
    private static final int DUE = 2;

    @Override
    public int version() {
        return 4;
    }

    /** No release has written that of before. */
    @Override
    public int oldest() {
        return 4;
    }

    @Override
    public void write(AskFact fact, DataOutput out) throws IOException {
        if (fact instanceof AskMilestone milestone) {
            out.writeByte(MILESTONE);
            writeMilestone(milestone, out);
        } else if (fact instanceof AskDue due) {
            out.writeByte(DUE);
            writeDue(due, out);
        } else {
            out.writeByte(RISK);
            writeRisk((ReferralRisk) fact, out);
        }
    }

    @Override
    public AskFact read(int version, DataInput in) throws IOException {
        byte code = in.readByte();
        return switch (code) {
            case MILESTONE -> readMilestone(in);
            case RISK -> readRisk(in);
            case DUE -> readDue(in);
            default -> throw new IOException("No fact of asks has code " + code);
        };
    }

    static void writeMilestone(AskMilestone milestone, DataOutput out) throws IOException {
        writeText(milestone.program(), out);
        writeText(milestone.ask(), out);
        writeText(milestone.user(), out);
        writeLong(milestone.occurrence(), out);
        writeLong(milestone.timeMillis(), out);
        writeText(milestone.causeId(), out);
        writeLong(milestone.knownAtMillis(), out);
        writeOptional(milestone.amountMinor(), out);
        writeText(milestone.currency(), out);
        writeValue(milestone.value(), out);
        writeContext(milestone.context(), out);
    }

    private static void writeValue(Value value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writeText(value.field(), out);
            writeText(value.number().toPlainString(), out);
            out.writeBoolean(value.isMoney());
        }
    }

    private static Value readValue(DataInput in) throws IOException {
        return in.readBoolean() ? new Value(readName(in), new BigDecimal(readText(in)), in.readBoolean()) : null;
    }

    private static void writeContext(Context context, DataOutput out) throws IOException {
        writeOptional(context.signupMillis(), out);
        out.writeBoolean(context.optedOut());
        out.writeBoolean(context.consent());
        writeText(context.segment(), out);
        writeText(context.suppressedBy(), out);
        writeText(context.referralCode(), out);
    }

    private static void writeOptional(Long value, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writeLong(value, out);
        }
    }

    private static Long readOptional(DataInput in) throws IOException {
        return in.readBoolean() ? (Long) readLong(in) : null;
    }

    static AskMilestone readMilestone(DataInput in) throws IOException {
        return new AskMilestone(
                readName(in),
                readName(in),
                readText(in),
                readLong(in),
                readLong(in),
                readText(in),
                readLong(in),
                readOptional(in),
                readName(in),
                readValue(in),
                readContext(in));
    }

    private static Context readContext(DataInput in) throws IOException {
        return new Context(
                readOptional(in), in.readBoolean(), in.readBoolean(), readName(in), readName(in), readText(in));
    }

    static void writeDue(AskDue due, DataOutput out) throws IOException {
        writeText(due.program(), out);
        writeText(due.ask(), out);
        writeLong(due.occurrence(), out);
        writeLong(due.dueMillis(), out);
        writeContext(due.context(), out);
    }

    static AskDue readDue(DataInput in) throws IOException {
        return new AskDue(readName(in), readName(in), readLong(in), readLong(in), readContext(in));
    }

    static void writeRisk(ReferralRisk risk, DataOutput out) throws IOException {
        writeText(risk.referralId(), out);
        writeLong(risk.timeMillis(), out);
        writeText(risk.verdictId(), out);
        writeLong(risk.scoreMillionths(), out);
    }

    static ReferralRisk readRisk(DataInput in) throws IOException {
        return new ReferralRisk(readText(in), readLong(in), readText(in), readLong(in));
    }
}
