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
            hear(1, all.stream().filter(each -> each.timeMillis() < 2).toArray(Signalled[]::new));
            hear(4, all.stream().filter(each -> each.timeMillis() >= 2).toArray(Signalled[]::new));
            assertThat(latest()).isEqualTo(told.get(told.size() - 1));
            assertThat(told).isSortedAccordingTo(BY_TIME);
            List<Verdict> once = List.copyOf(told);

            Collections.shuffle(all, random);
            state = VerdictDesk.State.empty();
            told.clear();
            hear(4, all.toArray(Signalled[]::new));
            assertThat(told).isEqualTo(once);
        }
    }
}
