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
        return 4;
    }

    /** Version 3 did not know when a click that programs name was received; version 2 kept none. That of before was written beside facts of other names, which are refused. */
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
        return state;
    }

    private static void writeNamed(NamedClick click, DataOutput out) throws IOException {
        writeText(click.eventId(), out);
        writeLong(click.timeMillis(), out);
        writeText(click.userId(), out);
        writeText(click.name(), out);
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
