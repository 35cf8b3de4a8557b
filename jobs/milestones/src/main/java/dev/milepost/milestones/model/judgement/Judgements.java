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

/**
 * What is known of one referral_id: in which program it is bound, and what was said of it in the last day. Mutable.
 *
 * <p>State: of a referral that is bound about 30 bytes and its ids, for good, for it may be judged any time; of a verdict or a
 * review its record, for the lateness. Of a referral_id that is nobody's nothing stays.
 */
public final class Judgements {

    private static final Comparator<Judgement> IN_TIME =
            Comparator.comparingLong(Judgement::timeMillis).thenComparing(Judgement::identity);

    private String program;
    private List<Judgement> waiting = new ArrayList<>();

    /** It is bound in that program from now on; null: in none. */
    public void bound(String inProgram) {
        program = inProgram;
    }

    /** In which program it is bound; null: in none. */
    public String program() {
        return program;
    }

    /** Waits, in place of the one of its identity. */
    public void judged(Judgement judgement) {
        never(judgement);
        waiting.add(judgement);
        waiting.sort(IN_TIME);
    }

    /** That was never said. */
    public void never(Judgement judgement) {
        waiting.removeIf(other -> other.identity().equals(judgement.identity()));
    }

    /** When something was said first of what waits; Long.MAX_VALUE: nothing waits. */
    public long firstMillis() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.get(0).timeMillis();
    }

    /** What was said up to that time waits no more; answers what of it is of no referral there is, in the order of time. */
    public List<Judgement> unfounded(long untilMillis) {
        List<Judgement> due = waiting.stream()
                .filter(judgement -> judgement.timeMillis() <= untilMillis)
                .toList();
        waiting.removeAll(due);
        return due.stream()
                .filter(judgement -> !judgement.program().equals(program))
                .toList();
    }

    public boolean isEmpty() {
        return program == null && waiting.isEmpty();
    }

    /** Writes it. */
    public static final class StateCodec implements Codec<Judgements> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(Judgements state, DataOutput out) throws IOException {
            writeText(state.program, out);
            writeList(state.waiting, StateCodec::writeJudgement, out);
        }

        @Override
        public Judgements read(int version, DataInput in) throws IOException {
            Judgements state = new Judgements();
            state.program = readName(in);
            state.waiting = new ArrayList<>(readList(StateCodec::readJudgement, in));
            return state;
        }

        @Override
        public Judgements copy(Judgements state) {
            Judgements copy = new Judgements();
            copy.program = state.program;
            copy.waiting = new ArrayList<>(state.waiting);
            return copy;
        }

        /** Of a stream too. */
        public static void writeJudgement(Judgement judgement, DataOutput out) throws IOException {
            writeText(judgement.what(), out);
            writeText(judgement.stream(), out);
            writeText(judgement.eventId(), out);
            writeText(judgement.program(), out);
            writeLong(judgement.timeMillis(), out);
            writeLong(judgement.knownAtMillis(), out);
            writeText(judgement.json(), out);
            writeText(judgement.origin(), out);
            writeInt(judgement.partition(), out);
            writeLong(judgement.position(), out);
        }

        public static Judgement readJudgement(DataInput in) throws IOException {
            return new Judgement(
                    readName(in),
                    readName(in),
                    readText(in),
                    readName(in),
                    readLong(in),
                    readLong(in),
                    readText(in),
                    readName(in),
                    readInt(in),
                    readLong(in));
        }
    }
}
