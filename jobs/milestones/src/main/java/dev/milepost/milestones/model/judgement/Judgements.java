package dev.milepost.milestones.model.judgement;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What is known of one referral_id: how it is bound, and what was said of it in the last day. Mutable.
 *
 * <p>What a person decides of a referral, and a verdict that blocks it, is told as a step of it once its time has come, and taken
 * back where it was never said, or is of no referral that there is any more. For a day, as long as a referral may come to be bound
 * otherwise.
 *
 * <p>State: of a referral that is bound about 30 bytes and its ids, for good, for it may be judged any time; of a verdict or a
 * review its record, for the lateness. Of a referral_id that is nobody's nothing stays.
 */
public final class Judgements {

    private static final Comparator<Said> IN_TIME = Comparator.comparingLong(
                    (Said said) -> said.judgement().timeMillis())
            .thenComparing(said -> said.judgement().identity());

    private Binding binding;
    private List<Said> waiting = new ArrayList<>();

    /**
     * How it is bound.
     *
     * @param advocate null, as the referee: it was bound before they were remembered
     */
    public record Binding(String program, String advocate, String referee) {}

    /**
     * What was said.
     *
     * @param toldOf the binding as a step of which it was told; null: it was not
     * @param neverWas it was not said, and is here for what was told of it
     */
    private record Said(Judgement judgement, Binding toldOf, boolean neverWas) {}

    /** Hears of steps. */
    public interface Steps {
        void told(Binding of, Judgement judgement);

        void takenBack(Binding of, Judgement judgement);
    }

    /** It is bound so from now on; null: not. */
    public void bound(Binding so) {
        binding = so;
    }

    /** In which program it is bound; null: in none. */
    public String program() {
        return binding == null ? null : binding.program();
    }

    /** Waits, in place of the one of its identity. */
    public void judged(Judgement judgement) {
        never(judgement);
        waiting.add(new Said(judgement, null, false));
        waiting.sort(IN_TIME);
    }

    /** That was never said. */
    public void never(Judgement judgement) {
        List<Said> left = new ArrayList<>();
        for (Said said : waiting) {
            if (!said.judgement().identity().equals(judgement.identity())) {
                left.add(said);
            } else if (said.toldOf() != null) {
                left.add(new Said(said.judgement(), said.toldOf(), true));
            }
        }
        waiting = left;
    }

    /**
     * When there is something to tell next, or to forget, which is {@code latenessMillis} later; Long.MAX_VALUE: never.
     *
     * @param steps what is a step of the referral that it is about
     */
    public long nextMillis(long latenessMillis, Predicate<Judgement> steps) {
        long next = Long.MAX_VALUE;
        for (Said said : waiting) {
            long time = said.judgement().timeMillis();
            next = Math.min(next, Objects.equals(said.toldOf(), stepOf(said, steps)) ? time + latenessMillis : time);
        }
        return next;
    }

    /** Tells the steps up to that time, in its order, and takes back what no longer is one. */
    public void tell(long untilMillis, Predicate<Judgement> steps, Steps heard) {
        List<Said> left = new ArrayList<>();
        for (Said said : waiting) {
            Binding step = stepOf(said, steps);
            if (said.judgement().timeMillis() > untilMillis || Objects.equals(said.toldOf(), step)) {
                left.add(said);
                continue;
            }
            if (said.toldOf() != null) {
                heard.takenBack(said.toldOf(), said.judgement());
            }
            if (step != null) {
                heard.told(step, said.judgement());
            }
            if (!said.neverWas()) {
                left.add(new Said(said.judgement(), step, false));
            }
        }
        waiting = left;
    }

    /** The binding whose step it is; null: none's. */
    private Binding stepOf(Said said, Predicate<Judgement> steps) {
        boolean is = !said.neverWas() && isFounded(said.judgement()) && steps.test(said.judgement());
        return is && binding.referee() != null ? binding : null;
    }

    private boolean isFounded(Judgement judgement) {
        return judgement.program().equals(program());
    }

    /** What was said up to that time waits no more; answers what of it is of no referral there is, in the order of time. */
    public List<Judgement> unfounded(long untilMillis) {
        List<Judgement> unfounded = new ArrayList<>();
        List<Said> left = new ArrayList<>();
        for (Said said : waiting) {
            if (said.judgement().timeMillis() > untilMillis) {
                left.add(said);
            } else if (!isFounded(said.judgement())) {
                unfounded.add(said.judgement());
            }
        }
        waiting = left;
        return unfounded;
    }

    public boolean isEmpty() {
        return binding == null && waiting.isEmpty();
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<Judgements> {

        private static final long serialVersionUID = 1L;

        /** Knew of a binding its program alone, and told no steps. */
        private static final int WITHOUT_STEPS = 1;

        @Override
        public int version() {
            return 2;
        }

        @Override
        public void write(Judgements state, DataOutput out) throws IOException {
            writeBinding(state.binding, out);
            writeList(
                    state.waiting,
                    (said, to) -> {
                        writeJudgement(said.judgement(), to);
                        writeBinding(said.toldOf(), to);
                        to.writeBoolean(said.neverWas());
                    },
                    out);
        }

        @Override
        public Judgements read(int version, DataInput in) throws IOException {
            Judgements state = new Judgements();
            if (version == WITHOUT_STEPS) {
                String program = readName(in);
                state.binding = program == null ? null : new Binding(program, null, null);
                state.waiting =
                        new ArrayList<>(readList(from -> new Said(readJudgement(version, from), null, false), in));
                return state;
            }
            state.binding = readBinding(in);
            state.waiting = new ArrayList<>(readList(
                    from -> new Said(readJudgement(version, from), readBinding(from), from.readBoolean()), in));
            return state;
        }

        @Override
        public Judgements copy(Judgements state) {
            Judgements copy = new Judgements();
            copy.binding = state.binding;
            copy.waiting = new ArrayList<>(state.waiting);
            return copy;
        }

        /** Of a stream too; null stands for none. */
        public static void writeBinding(Binding binding, DataOutput out) throws IOException {
            writeText(binding == null ? null : binding.program(), out);
            if (binding != null) {
                writeText(binding.advocate(), out);
                writeText(binding.referee(), out);
            }
        }

        public static Binding readBinding(DataInput in) throws IOException {
            String program = readName(in);
            return program == null ? null : new Binding(program, readText(in), readText(in));
        }

        /** Of a stream too. */
        public static void writeJudgement(Judgement judgement, DataOutput out) throws IOException {
            writeText(judgement.what(), out);
            writeText(judgement.stream(), out);
            writeText(judgement.eventId(), out);
            writeText(judgement.program(), out);
            writeLong(judgement.timeMillis(), out);
            writeLong(judgement.knownAtMillis(), out);
            writeLong(judgement.blockScore(), out);
            writeText(judgement.json(), out);
            writeText(judgement.origin(), out);
            writeInt(judgement.partition(), out);
            writeLong(judgement.position(), out);
        }

        public static Judgement readJudgement(DataInput in) throws IOException {
            return readJudgement(WITHOUT_STEPS + 1, in);
        }

        private static Judgement readJudgement(int version, DataInput in) throws IOException {
            return new Judgement(
                    readName(in),
                    readName(in),
                    readText(in),
                    readName(in),
                    readLong(in),
                    readLong(in),
                    version == WITHOUT_STEPS ? Judgement.NONE : readLong(in),
                    readText(in),
                    readName(in),
                    readInt(in),
                    readLong(in));
        }
    }
}
