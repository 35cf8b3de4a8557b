package dev.milepost.milestones.model.people;

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
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is remembered of an advocate: their attributes, and about 60 bytes for each referral; the changes of the last day. */
public final class ProfileState {

    /** Null before the first binding. */
    String advocate;

    Map<String, String> attributes = new TreeMap<>();

    /** What was so when each was bound. */
    Map<Referral, Said> referrals = new TreeMap<>();

    /** The last day's, in the order of time. */
    List<Said> changes = new ArrayList<>();

    /** A referee is bound once in a program, to this advocate. */
    record Referral(String referee, String program) implements Comparable<Referral> {
        @Override
        public int compareTo(Referral other) {
            int byReferee = referee.compareTo(other.referee);
            return byReferee != 0 ? byReferee : program.compareTo(other.program);
        }
    }

    /**
     * What was so of the advocate from that time on, in the fields that rules compare.
     *
     * @param id of the event by which
     */
    record Said(String id, long timeMillis, Map<String, String> texts) {
        Said {
            texts = Map.copyOf(texts);
        }

        boolean isAfter(Said other) {
            return timeMillis != other.timeMillis ? timeMillis > other.timeMillis : id.compareTo(other.id) > 0;
        }

        void write(DataOutput out) throws IOException {
            writeText(id, out);
            writeLong(timeMillis, out);
            Texts.write(texts, out);
        }

        static Said read(DataInput in) throws IOException {
            return new Said(readText(in), readLong(in), Texts.read(in));
        }
    }

    ProfileState copy() {
        ProfileState copy = new ProfileState();
        copy.advocate = advocate;
        copy.attributes = new TreeMap<>(attributes);
        copy.referrals = new TreeMap<>(referrals);
        copy.changes = new ArrayList<>(changes);
        return copy;
    }

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<ProfileState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }

    /** Writes the state. */
    public static final class StateCodec implements Codec<ProfileState> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(ProfileState state, DataOutput out) throws IOException {
            writeText(state.advocate, out);
            Texts.write(state.attributes, out);
            writeInt(state.referrals.size(), out);
            for (Map.Entry<Referral, Said> referral : state.referrals.entrySet()) {
                writeText(referral.getKey().referee(), out);
                writeText(referral.getKey().program(), out);
                referral.getValue().write(out);
            }
            writeList(state.changes, Said::write, out);
        }

        @Override
        public ProfileState read(int version, DataInput in) throws IOException {
            ProfileState state = new ProfileState();
            state.advocate = readName(in);
            state.attributes = new TreeMap<>(Texts.read(in));
            int size = readInt(in);
            for (int i = 0; i < size; i++) {
                state.referrals.put(new Referral(readName(in), readName(in)), Said.read(in));
            }
            state.changes = new ArrayList<>(readList(Said::read, in));
            return state;
        }

        @Override
        public ProfileState copy(ProfileState state) {
            return state.copy();
        }
    }
}
