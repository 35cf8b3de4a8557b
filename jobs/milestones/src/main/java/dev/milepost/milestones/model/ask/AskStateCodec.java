package dev.milepost.milestones.model.ask;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.ask.AskState.Earlier;
import dev.milepost.milestones.model.ask.ToldAsk.Going;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.codec.Fields;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes what is remembered of a user's asks. */
public final class AskStateCodec implements Codec<AskState> {

    private static final long serialVersionUID = 1L;

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
    public AskState copy(AskState state) {
        return state.copy();
    }

    @Override
    public void write(AskState state, DataOutput out) throws IOException {
        writeLong(state.toldUntilMillis, out);
        writeList(List.copyOf(state.ahead()), AskFactCodec::writeMilestone, out);
        writeList(List.copyOf(state.told()), AskStateCodec::writeTold, out);
        writeList(List.copyOf(state.gone), AskStateCodec::writeKey, out);
        writeList(
                state.risks().stream()
                        .flatMap(timeline -> timeline.versions().stream())
                        .toList(),
                AskFactCodec::writeRisk,
                out);
        writeInt(state.earlier.size(), out);
        for (Map.Entry<Earlier, Long> entry : state.earlier.entrySet()) {
            writeText(entry.getKey().program(), out);
            writeText(entry.getKey().ask(), out);
            writeText(entry.getKey().category(), out);
            writeLong(entry.getValue(), out);
        }
        writeList(List.copyOf(state.experiments), Fields::writeText, out);
        writeList(List.copyOf(state.dues()), AskFactCodec::writeDue, out);
        writeList(List.copyOf(state.revised), AskStateCodec::writeAt, out);
    }

    @Override
    public AskState read(int version, DataInput in) throws IOException {
        AskState state = new AskState();
        state.toldUntilMillis = readLong(in);
        readList(AskFactCodec::readMilestone, in).forEach(state::reach);
        readList(AskStateCodec::readTold, in).forEach(state::tell);
        state.gone.addAll(readList(AskStateCodec::readKey, in));
        readList(AskFactCodec::readRisk, in).forEach(state::put);
        for (int n = readInt(in); n > 0; n--) {
            state.earlier.put(new Earlier(readName(in), readName(in), readName(in)), readLong(in));
        }
        state.experiments.addAll(readList(Fields::readName, in));
        readList(AskFactCodec::readDue, in).forEach(state::put);
        state.revised.addAll(readList(AskStateCodec::readAt, in));
        return state;
    }

    private static void writeTold(ToldAsk told, DataOutput out) throws IOException {
        AskFactCodec.writeMilestone(told.milestone(), out);
        writeText(told.category(), out);
        out.writeByte(code(told.decision()));
        writeText(told.reason(), out);
        writeText(told.arm(), out);
        writeLong(told.askedAtMillis(), out);
        out.writeByte(code(told.going()));
        out.writeBoolean(told.late());
        out.writeBoolean(told.asked());
        writeInt(told.turns(), out);
    }

    private static ToldAsk readTold(DataInput in) throws IOException {
        return new ToldAsk(
                AskFactCodec.readMilestone(in),
                readName(in),
                decision(in.readByte()),
                readName(in),
                readName(in),
                readLong(in),
                going(in.readByte()),
                in.readBoolean(),
                in.readBoolean(),
                readInt(in));
    }

    private static int code(Decision decision) {
        return switch (decision) {
            case ASKED -> 1;
            case HELD_OUT -> 2;
            case NOT_ASKED -> 3;
            case WITHDRAWN -> 4;
        };
    }

    private static Decision decision(byte code) throws IOException {
        for (Decision decision : Decision.values()) {
            if (code(decision) == code) {
                return decision;
            }
        }
        throw new IOException("No decision about an ask has code " + code);
    }

    private static int code(Going going) {
        return switch (going) {
            case NOT -> 1;
            case WAITING -> 2;
            case OUT -> 3;
            case STOPPED -> 4;
        };
    }

    private static Going going(byte code) throws IOException {
        for (Going going : Going.values()) {
            if (code(going) == code) {
                return going;
            }
        }
        throw new IOException("No going out of an ask has code " + code);
    }

    private static void writeAt(AskDue.At at, DataOutput out) throws IOException {
        writeKey(at.key(), out);
        writeLong(at.dueMillis(), out);
    }

    private static AskDue.At readAt(DataInput in) throws IOException {
        return new AskDue.At(readKey(in), readLong(in));
    }

    private static void writeKey(AskKey key, DataOutput out) throws IOException {
        writeText(key.program(), out);
        writeText(key.ask(), out);
        writeLong(key.occurrence(), out);
    }

    private static AskKey readKey(DataInput in) throws IOException {
        return new AskKey(readName(in), readName(in), readLong(in));
    }
}
