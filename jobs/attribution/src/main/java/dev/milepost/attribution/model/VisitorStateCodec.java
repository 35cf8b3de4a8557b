package dev.milepost.attribution.model;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Writes what is remembered of a visitor. */
public final class VisitorStateCodec implements Codec<VisitorState> {

    private static final long serialVersionUID = 1L;

    @Override
    public int version() {
        return 5;
    }

    /** Version 4 kept no traces; 3 kept no code of a created one, nor when a click was received; 2 no click for what programs name. That of before was written beside facts of other names, which are refused. */
    @Override
    public int oldest() {
        return 2;
    }

    @Override
    public void write(VisitorState state, DataOutput out) throws IOException {
        writeText(state.link == null ? null : state.link.userId(), out);
        if (state.link != null) {
            writeLong(state.link.timeMillis(), out);
            writeText(state.link.eventId(), out);
        }
        writeList(state.clicks, ClickFields::writeKept, out);
        writeInt(state.sessions.size(), out);
        for (Map.Entry<String, Long> session : state.sessions.entrySet()) {
            writeText(session.getKey(), out);
            writeLong(session.getValue(), out);
        }
        boolean visited = state.lastVisitMillis != Long.MIN_VALUE;
        out.writeBoolean(visited);
        if (visited) {
            writeLong(state.lastVisitMillis, out);
        }
        writeList(state.days, VisitorStateCodec::writeDay, out);
        writeList(state.named, VisitorStateCodec::writeNamed, out);
        writeList(state.traced, VisitorStateCodec::writeTraced, out);
        writeLong(state.lastActiveDay, out);
    }

    @Override
    public VisitorState read(int version, DataInput in) throws IOException {
        VisitorState state = new VisitorState();
        String userId = readText(in);
        if (userId != null) {
            state.link = new VisitorFact.Identity(userId, readLong(in), readText(in));
        }
        state.clicks = readList(ClickFields::readKept, in);
        for (int left = readInt(in); left > 0; left--) {
            state.sessions.put(readText(in), readLong(in));
        }
        if (in.readBoolean()) {
            state.lastVisitMillis = readLong(in);
        }
        state.days = readList(VisitorStateCodec::readDay, in);
        if (version >= 3) {
            state.named = readList(each -> readNamed(version, each), in);
        }
        if (version >= 5) {
            state.traced = readList(VisitorStateCodec::readTraced, in);
            state.lastActiveDay = readLong(in);
        }
        return state;
    }

    private static void writeTraced(TracedClick click, DataOutput out) throws IOException {
        writeText(click.eventId(), out);
        writeLong(click.timeMillis(), out);
        writeText(click.userId(), out);
        out.writeBoolean(click.referral());
        writeText(click.referralCode(), out);
        ClickFields.writeDevice(click.device(), out);
    }

    private static TracedClick readTraced(DataInput in) throws IOException {
        return new TracedClick(
                readText(in), readLong(in), readName(in), in.readBoolean(), readName(in), ClickFields.readDevice(in));
    }

    private static void writeNamed(NamedClick click, DataOutput out) throws IOException {
        writeText(click.eventId(), out);
        writeLong(click.timeMillis(), out);
        writeText(click.userId(), out);
        writeText(click.name(), out);
        writeText(click.referralCode(), out);
        ClickFields.writeFacts(click.facts(), out);
        writeLong(click.receivedAtMillis() - click.timeMillis(), out);
    }

    private static NamedClick readNamed(int version, DataInput in) throws IOException {
        String eventId = readText(in);
        long timeMillis = readLong(in);
        return new NamedClick(
                eventId,
                timeMillis,
                readName(in),
                readName(in),
                version < 4 ? null : readText(in),
                ClickFields.readFacts(in),
                version < 4 ? timeMillis : timeMillis + readLong(in));
    }

    private static void writeDay(VisitorState.Day day, DataOutput out) throws IOException {
        writeLong(day.day(), out);
        writeInt(day.clicks(), out);
        writeInt(day.excess(), out);
        ClickFields.writeMoment(day.firstExcess(), out);
    }

    private static VisitorState.Day readDay(DataInput in) throws IOException {
        return new VisitorState.Day(readLong(in), readInt(in), readInt(in), ClickFields.readMoment(in));
    }

    @Override
    public VisitorState copy(VisitorState state) {
        return state.copy();
    }
}
