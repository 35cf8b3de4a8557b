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
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pcollections.PSortedMap;
import org.pcollections.PSortedSet;
import org.pcollections.TreePMap;
import org.pcollections.TreePSet;

/**
 * What is remembered of an advocate: their attributes, the changes of the last day, and about 60 bytes for each referral of the
 * time that changes are told. What a copy costs does not go by the referrals.
 */
public final class ProfileState {

    /** Null before the first binding. */
    String advocate;

    Map<String, String> attributes = new TreeMap<>();

    /** What was so when each was bound. */
    private PSortedMap<Referral, Said> referrals = TreePMap.empty();

    /** The same, by when they were bound. */
    private PSortedSet<At> byTime = TreePSet.empty();

    /** The last day's, in the order of time. */
    List<Said> changes = new ArrayList<>();

    /** When a referral was bound. */
    private record At(long timeMillis, Referral referral) implements Comparable<At> {
        private static final Comparator<At> ORDER =
                Comparator.comparingLong(At::timeMillis).thenComparing(At::referral);

        @Override
        public int compareTo(At other) {
            return ORDER.compare(this, other);
        }
    }

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

    Map<Referral, Said> referrals() {
        return referrals;
    }

    /** Answers what was known of it before, or null. */
    Said bind(Referral referral, Said said) {
        Said before = referrals.get(referral);
        if (before != null) {
            byTime = byTime.minus(new At(before.timeMillis(), referral));
        }
        referrals = referrals.plus(referral, said);
        byTime = byTime.plus(new At(said.timeMillis(), referral));
        return before;
    }

    /** The earliest; Long.MAX_VALUE: there is none. */
    long firstBoundMillis() {
        return byTime.isEmpty() ? Long.MAX_VALUE : byTime.first().timeMillis();
    }

    void forgetBoundUpTo(long timeMillis) {
        while (firstBoundMillis() <= timeMillis) {
            referrals = referrals.minus(byTime.first().referral());
            byTime = byTime.minusFirst();
        }
    }

    ProfileState copy() {
        ProfileState copy = new ProfileState();
        copy.advocate = advocate;
        copy.attributes = new TreeMap<>(attributes);
        copy.referrals = referrals;
        copy.byTime = byTime;
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
                state.bind(new Referral(readName(in), readName(in)), Said.read(in));
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
