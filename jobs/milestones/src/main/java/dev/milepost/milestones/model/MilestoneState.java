package dev.milepost.milestones.model;

import static dev.milepost.runtime.codec.Fields.readInt;
import static dev.milepost.runtime.codec.Fields.readList;
import static dev.milepost.runtime.codec.Fields.readLong;
import static dev.milepost.runtime.codec.Fields.readName;
import static dev.milepost.runtime.codec.Fields.readText;
import static dev.milepost.runtime.codec.Fields.writeInt;
import static dev.milepost.runtime.codec.Fields.writeList;
import static dev.milepost.runtime.codec.Fields.writeLong;
import static dev.milepost.runtime.codec.Fields.writeText;

import dev.milepost.milestones.model.Dues.Due;
import dev.milepost.milestones.model.pattern.Gates;
import dev.milepost.milestones.model.pattern.Reviews;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.RuleState;
import dev.milepost.milestones.model.pattern.RuleStateCodec;
import dev.milepost.milestones.model.pattern.Waiting;
import dev.milepost.milestones.model.profile.Profile;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.fold.FoldMemoryCodec;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import org.pcollections.HashTreePMap;

/**
 * What is known of one subject: by the key of each milestone that it has begun, how far it is. A copy shares all until either
 * is changed.
 */
public final class MilestoneState {

    private Map<Long, Course> courses;

    private Gates gates = Gates.NONE;

    private Waiting waiting = Waiting.NONE;

    private Reviews reviews = Reviews.NONE;

    private Profile profile = Profile.NONE;

    private Dues dues = new Dues();

    /** The map is another's too. */
    private boolean shared;

    /** The rules by which the timers were counted; null: they were not. */
    private RuleBook countedBy;

    /** Where it is known; valid while {@link #timerKnown}. */
    private long nextTimer = Long.MAX_VALUE;

    private boolean timerKnown;

    private long nextExpiry;
    private boolean expiryKnown;

    MilestoneState() {
        this(new HashMap<>());
    }

    private MilestoneState(Map<Long, Course> courses) {
        this.courses = courses;
    }

    MilestoneState copy() {
        MilestoneState copy = new MilestoneState(courses);
        copy.gates = gates;
        copy.waiting = waiting;
        copy.reviews = reviews;
        copy.profile = profile;
        copy.dues = dues.copy();
        shared = true;
        copy.shared = true;
        copy.countedBy = countedBy;
        copy.nextTimer = nextTimer;
        copy.timerKnown = timerKnown;
        copy.nextExpiry = nextExpiry;
        copy.expiryKnown = expiryKnown;
        return copy;
    }

    Gates gates() {
        return gates;
    }

    void gates(Gates others) {
        gates = others;
        expiryKnown = false;
    }

    /** What a binding may still show to referral rules. */
    Waiting waiting() {
        return waiting;
    }

    @SuppressWarnings("ReferenceEquality") // the same where nothing has changed
    void waiting(Waiting other) {
        if (other != waiting) {
            waiting = other;
            expiryKnown = false;
        }
    }

    /** Which of the referrals whose events it sees are rejected. */
    Reviews reviews() {
        return reviews;
    }

    void reviews(Reviews others) {
        reviews = others;
        expiryKnown = false;
    }

    /** The user, as guards of asks see them. */
    Profile profile() {
        return profile;
    }

    void profile(Profile other) {
        profile = other;
        expiryKnown = false;
    }

    /** When asks may have to go out that wait. To be read only. */
    Dues dues() {
        return dues;
    }

    /** The same, to be changed. */
    Dues waits() {
        expiryKnown = false;
        return dues;
    }

    boolean isEmpty() {
        return courses.isEmpty()
                && gates.events().isEmpty()
                && waiting.isEmpty()
                && reviews.isEmpty()
                && profile.isEmpty()
                && dues.isEmpty();
    }

    /** How far it is with a milestone. */
    Course get(long key) {
        return courses.getOrDefault(key, Course.EMPTY);
    }

    /** The milestones that it has begun. To be read only. */
    Map<Long, Course> courses() {
        return courses;
    }

    void put(long key, Course course) {
        own();
        Course former = course.isEmpty() ? courses.remove(key) : courses.put(key, course);
        expiryKnown = false;
        if (course.nextTimer() <= nextTimer) {
            nextTimer = course.nextTimer();
        } else if (former != null && former.nextTimer() == nextTimer) {
            timerKnown = false;
        }
    }

    /** Changes all, and leaves out those that become null. */
    void replaceAll(BiFunction<Long, Course, Course> change) {
        Map<Long, Course> changed = new HashMap<>();
        courses.forEach((key, course) -> {
            Course other = change.apply(key, course);
            if (other != null) {
                changed.put(key, other);
            }
        });
        courses = changed;
        shared = false;
        timerKnown = false;
        expiryKnown = false;
    }

    private void own() {
        if (shared) {
            courses = new HashMap<>(courses);
            shared = false;
        }
    }

    /** By the rules as they are now: where they are others, timers are counted anew. */
    void by(RuleBook book) {
        if (countedBy != book) {
            replaceAll((key, course) -> Course.of(course.forgotten(), course.runs(), course.contexts(), book.of(key)));
            countedBy = book;
        }
    }

    long nextTimer() {
        if (!timerKnown) {
            nextTimer = Long.MAX_VALUE;
            for (Course course : courses.values()) {
                nextTimer = Math.min(nextTimer, course.nextTimer());
            }
            timerKnown = true;
        }
        return Math.min(nextTimer, dues.nextTimer());
    }

    /** As {@code count} counts it, unless it is known. */
    long nextExpiry(ToLongFunction<MilestoneState> count) {
        if (!expiryKnown) {
            nextExpiry = count.applyAsLong(this);
            expiryKnown = true;
        }
        return nextExpiry;
    }

    /** Writes a memory of this state. */
    public static final class MemoryCodec extends FoldMemoryCodec<MilestoneState> {

        private static final long serialVersionUID = 1L;

        public MemoryCodec() {
            super(new StateCodec());
        }
    }

    /**
     * Writes the state: 9 bytes for each milestone begun, and what its rules remember; 9 and the {@link Profile} of a user; of an
     * ask that is told about 15 for the context of each, and about 40 for each delay that its arms may wait.
     */
    public static final class StateCodec implements Codec<MilestoneState> {

        private static final long serialVersionUID = 1L;

        private static final int HAS_SIGNUP = 1;
        private static final int OPTED_OUT = 2;
        private static final int CONSENTS = 4;

        private static final int OLDEST = 5;

        private final RuleStateCodec rules = new RuleStateCodec();

        @Override
        public int version() {
            return 6;
        }

        @Override
        public void write(MilestoneState state, DataOutput out) throws IOException {
            state.gates.write(out);
            state.waiting.write(out);
            state.reviews.write(out);
            state.profile.write(out);
            writeInt(state.courses.size(), out);
            // Sorted: equal states have equal bytes.
            for (Map.Entry<Long, Course> entry : new TreeMap<>(state.courses).entrySet()) {
                out.writeLong(entry.getKey());
                writeLong(entry.getValue().forgotten(), out);
                writeList(entry.getValue().runs(), rules::write, out);
            }
            writeContexts(state.courses, out);
            writeList(List.copyOf(state.dues.all().entrySet()), StateCodec::writeDue, out);
        }

        private static void writeDue(Map.Entry<Due, AskContext> entry, DataOutput out) throws IOException {
            Due due = entry.getKey();
            writeLong(due.dueMillis(), out);
            out.writeLong(due.rule());
            writeLong(due.occurrence(), out);
            out.writeBoolean(entry.getValue() != null);
            if (entry.getValue() != null) {
                writeContext(entry.getValue(), out);
            }
        }

        private static Dues readDues(DataInput in) throws IOException {
            Map<Due, AskContext> all = new TreeMap<>();
            for (int i = readInt(in); i > 0; i--) {
                Due due = new Due(readLong(in), in.readLong(), readLong(in));
                all.put(due, in.readBoolean() ? readContext(in) : null);
            }
            return Dues.of(all);
        }

        /** Behind all, so that rules without any take nothing. */
        private static void writeContexts(Map<Long, Course> courses, DataOutput out) throws IOException {
            Map<Long, Map<Long, AskContext>> contexts = new TreeMap<>();
            courses.forEach((key, course) -> {
                if (!course.contexts().isEmpty()) {
                    contexts.put(key, new TreeMap<>(course.contexts()));
                }
            });
            writeInt(contexts.size(), out);
            for (Map.Entry<Long, Map<Long, AskContext>> entry : contexts.entrySet()) {
                out.writeLong(entry.getKey());
                writeInt(entry.getValue().size(), out);
                for (Map.Entry<Long, AskContext> each : entry.getValue().entrySet()) {
                    writeLong(each.getKey(), out);
                    writeContext(each.getValue(), out);
                }
            }
        }

        private static void writeContext(AskContext context, DataOutput out) throws IOException {
            out.writeByte((context.signupMillis() == null ? 0 : HAS_SIGNUP)
                    | (context.optedOut() ? OPTED_OUT : 0)
                    | (context.consent() ? CONSENTS : 0));
            if (context.signupMillis() != null) {
                writeLong(context.signupMillis(), out);
            }
            writeText(context.segment(), out);
            writeText(context.suppressedBy(), out);
            writeText(context.referralCode(), out);
        }

        private static AskContext readContext(DataInput in) throws IOException {
            int has = in.readByte();
            Long signup = (has & HAS_SIGNUP) == 0 ? null : (Long) readLong(in);
            return new AskContext(
                    signup, (has & OPTED_OUT) != 0, (has & CONSENTS) != 0, readName(in), readName(in), readText(in));
        }

        @Override
        public MilestoneState read(int version, DataInput in) throws IOException {
            // 5 knew of no orders that led to a completion; what stands there says so by itself.
            if (version < OLDEST) {
                throw new IOException("No release has written milestones in version " + version);
            }
            Gates gates = Gates.read(in);
            Waiting waiting = Waiting.read(in);
            Reviews reviews = Reviews.read(in);
            Profile profile = Profile.read(in);
            Map<Long, Course> courses = new HashMap<>();
            int size = readInt(in);
            for (int i = 0; i < size; i++) {
                long key = in.readLong();
                long forgotten = readLong(in);
                List<RuleState> runs = readList(rules::read, in);
                // Timers are counted when it is known by which rules.
                courses.put(key, new Course(forgotten, List.copyOf(runs), HashTreePMap.empty(), Long.MAX_VALUE));
            }
            for (int i = readInt(in); i > 0; i--) {
                long key = in.readLong();
                Map<Long, AskContext> contexts = new HashMap<>();
                for (int n = readInt(in); n > 0; n--) {
                    contexts.put(readLong(in), readContext(in));
                }
                courses.computeIfPresent(key, (k, course) -> course.asking(HashTreePMap.from(contexts)));
            }
            MilestoneState state = new MilestoneState(courses);
            state.gates = gates;
            state.waiting = waiting;
            state.reviews = reviews;
            state.profile = profile;
            state.dues = readDues(in);
            return state;
        }

        @Override
        public MilestoneState copy(MilestoneState state) {
            return state.copy();
        }
    }
}
