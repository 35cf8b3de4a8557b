package dev.milepost.fraud.model.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.score.Vectors;
import dev.milepost.fraud.model.score.Verdict;
import dev.milepost.fraud.model.score.WeightVersions;
import dev.milepost.fraud.model.segment.Signalled;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalVector;
import dev.milepost.fraud.model.signal.Subject;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerdictDeskTest {

    private static final SignalVector CLEAN = Vectors.of(Map.of(Signal.SELF_DEVICE, 0.0));
    private static final SignalVector RISKY = Vectors.of(Map.of(Signal.SELF_DEVICE, 1.0));
    private static final SignalVector BLOCKING = Vectors.of(Map.of(Signal.SELF_DEVICE, 1.0, Signal.SELF_PAYMENT, 1.0));

    /** As all who read verdicts take them. */
    private static final Comparator<Verdict> BY_TIME =
            Comparator.comparingLong(Verdict::timeMillis).thenComparing(Verdict::verdictId);

    private VerdictDesk.State state = VerdictDesk.State.empty();
    private final List<Verdict> told = new ArrayList<>();

    private static Signalled assessed(long time, String id, String advocate, SignalVector signals) {
        return new Signalled(
                new Subject("r1@" + time + "/" + id, "r1", "p", advocate, "bob", "p"), Trigger.PURCHASE, time, signals);
    }

    private void hear(long untilMillis, Signalled... all) {
        VerdictDesk desk = new VerdictDesk(state);
        List.of(all).forEach(desk::accept);
        desk.decide(untilMillis, WeightVersions.EXPERT, (verdict, signals) -> told.add(verdict));
        state = Bytes.restored(new VerdictDesk.StateCodec(), state);
    }

    private Verdict latest() {
        return told.stream().max(BY_TIME).orElseThrow();
    }

    @Test
    void aLateFindingIsNotOvertakenByTheLaterOneThatKnewLess() {
        hear(2_200, assessed(2_200, "o2", "ada", CLEAN));
        hear(2_300, assessed(2_000, "o0", "ada", BLOCKING));
        assertThat(told).hasSize(2);
        assertThat(latest().scoreMillionths()).isEqualTo(950_000);
        assertThat(latest().timeMillis()).isEqualTo(2_201);
        hear(2_300, assessed(2_100, "o1", "ada", BLOCKING));
        assertThat(told).hasSize(2);
        hear(2_400, assessed(2_400, "o3", "ada", CLEAN));
        assertThat(latest().timeMillis()).isEqualTo(2_400);
    }

    @Test
    void aLateFindingThatIsLessSaysNothingAgainstALaterOne() {
        hear(2_200, assessed(2_200, "o2", "ada", BLOCKING));
        hear(2_300, assessed(2_000, "o0", "ada", CLEAN));
        assertThat(told).hasSize(1);
        hear(2_300, assessed(2_000, "o1", "ann", CLEAN));
        assertThat(told).hasSize(2);
        assertThat(latest().subject().advocateId()).isEqualTo("ann");
    }

    @Test
    void whatComesWithNothingLaterToldHasItsOwnTime() {
        hear(1_000, assessed(1_000, "b", "ada", CLEAN));
        hear(5_000, assessed(2_000, "o0", "ada", RISKY));
        assertThat(latest().timeMillis()).isEqualTo(2_000);
    }

    @Test
    void whateverTheOrderWhatIsToldLastIsWhatReadersByTimeTakeForTheLatest() {
        Random random = new Random(5);
        List<SignalVector> vectors = List.of(CLEAN, RISKY, BLOCKING);
        for (int round = 0; round < 500; round++) {
            state = VerdictDesk.State.empty();
            told.clear();
            List<Signalled> all = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                all.add(assessed(random.nextInt(4), "o" + i, "ada", vectors.get(random.nextInt(3))));
            }
            List<Signalled> inTime = new ArrayList<>(all);
            int until = 0;
            for (Signalled each : all) {
                until = Math.max(until, random.nextInt(5));
                hear(until, each);
            }
            hear(4);
            assertThat(latest()).isEqualTo(told.get(told.size() - 1));
            assertThat(told).isSortedAccordingTo(BY_TIME);

            // What is not late is the same in any order of arrival.
            state = VerdictDesk.State.empty();
            told.clear();
            hear(4, inTime.toArray(Signalled[]::new));
            List<Verdict> once = List.copyOf(told);
            Collections.shuffle(inTime, random);
            state = VerdictDesk.State.empty();
            told.clear();
            hear(4, inTime.toArray(Signalled[]::new));
            assertThat(told).isEqualTo(once).isSortedAccordingTo(BY_TIME);
        }
    }
}
