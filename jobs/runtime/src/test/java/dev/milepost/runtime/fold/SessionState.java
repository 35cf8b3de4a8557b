package dev.milepost.runtime.fold;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.runtime.codec.Codec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/** What {@link SessionModel} knows of one key. */
final class SessionState {

    /** A run of visits; {@code trail} depends on their order. */
    record Session(long start, long last, long trail, int max, boolean closed) {}

    /** The version of a label that is in force; {@code ripe} once its timer has fired. */
    record Label(Item version, boolean ripe) {}

    /** By start. */
    final TreeMap<Long, Session> sessions = new TreeMap<>();

    /** Visits that exceeded all before them in their session: times by id. */
    final TreeMap<String, Long> records = new TreeMap<>();

    /** By identity. */
    final TreeMap<String, Label> labels = new TreeMap<>();

    SessionState copy() {
        SessionState copy = new SessionState();
        copy.sessions.putAll(sessions);
        copy.records.putAll(records);
        copy.labels.putAll(labels);
        return copy;
    }

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<SessionState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }

    /** Writes the state. */
    static final class StateCodec implements Codec<SessionState> {

        private static final long serialVersionUID = 1L;

        private final Item.ItemCodec items = new Item.ItemCodec();

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(SessionState state, DataOutput out) throws IOException {
            writeList(
                    new ArrayList<>(state.sessions.values()),
                    (session, to) -> {
                        writeLong(session.start, to);
                        writeLong(session.last, to);
                        writeLong(session.trail, to);
                        writeInt(session.max, to);
                        to.writeBoolean(session.closed);
                    },
                    out);
            writeList(
                    new ArrayList<>(state.records.entrySet()),
                    (entry, to) -> {
                        writeText(entry.getKey(), to);
                        writeLong(entry.getValue(), to);
                    },
                    out);
            writeList(
                    new ArrayList<>(state.labels.values()),
                    (label, to) -> {
                        items.write(label.version, to);
                        to.writeBoolean(label.ripe);
                    },
                    out);
        }

        @Override
        public SessionState read(int version, DataInput in) throws IOException {
            SessionState state = new SessionState();
            for (Session session : readList(
                    from -> new Session(
                            readLong(from), readLong(from), readLong(from), readInt(from), from.readBoolean()),
                    in)) {
                state.sessions.put(session.start, session);
            }
            for (Map.Entry<String, Long> entry : readList(from -> Map.entry(readText(from), readLong(from)), in)) {
                state.records.put(entry.getKey(), entry.getValue());
            }
            for (Label label : readList(from -> new Label(items.read(version, from), from.readBoolean()), in)) {
                state.labels.put(label.version.identity(), label);
            }
            return state;
        }

        @Override
        public SessionState copy(SessionState state) {
            return state.copy();
        }
    }
}
