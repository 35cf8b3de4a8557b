package dev.milepost.fraud.model.segment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.fraud.model.Bytes;
import dev.milepost.fraud.model.signal.Evidence;
import dev.milepost.fraud.model.signal.EvidenceCodec;
import dev.milepost.fraud.model.signal.Given;
import dev.milepost.fraud.model.signal.SegmentBaseline;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.Signals;
import dev.milepost.fraud.model.signal.Trigger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** From evidence to signals, in the order of event time. */
class SegmentDeskTest {

    private static final long HOUR = 3_600_000L;

    private final SegmentDesk.State state = SegmentDesk.State.empty();
    private final List<Signalled> told = new ArrayList<>();
    private final Random random = new Random(1);

    private static Evidence evidence(int number, Trigger trigger, long time, long clickToSignup) {
        return Given.nothing()
                .assessment("a" + number)
                .trigger(trigger)
                .bound(time)
                .clicked(clickToSignup)
                .now();
    }

    private static Evidence evidence(int number, Trigger trigger, Random random) {
        return evidence(number, trigger, Given.MONDAY + number, 1 + (long) (random.nextDouble() * HOUR));
    }

    /** As many of one trigger, and the last that is told. */
    private Signalled last(int from, int many, Trigger trigger) {
        SegmentDesk desk = new SegmentDesk(state);
        for (int i = from; i < from + many; i++) {
            desk.accept(evidence(i, trigger, random));
        }
        desk.decide(Given.MONDAY + from + many, told::add);
        return told.get(told.size() - 1);
    }

    @Test
    void aReferralTeachesTheDetectorsOnceItHasSettled() {
        last(0, 300, Trigger.BOUND);
        assertThat(last(300, 256, Trigger.SETTLED).signals().of(Signal.ANOMALY).isMissing())
                .as("what is read has not been learnt from")
                .isTrue();
        assertThat(last(600, 1, Trigger.LAST_LOOK).signals().of(Signal.ANOMALY).isMissing())
                .isFalse();
        assertThat(told).hasSize(557);
    }

    @Test
    void aBindingTeachesWhatIsUsualAfterItWasRead() {
        double young = fast(0);
        assertThat(young)
                .isEqualTo(
                        Signals.read(evidence(0, Trigger.BOUND, Given.MONDAY, 1_000), new SegmentBaseline(), Double.NaN)
                                .of(Signal.FAST_SIGNUP)
                                .value());
        last(1, 400, Trigger.BOUND);
        // Of 402 that took up to an hour hardly any took a second; of none that were seen one in a hundred is supposed
        // to.
        assertThat(fast(401)).isGreaterThan(young + 0.5);
    }

    /** What a signup a second after the click is worth. */
    private double fast(int number) {
        SegmentDesk desk = new SegmentDesk(state);
        desk.accept(evidence(number, Trigger.BOUND, Given.MONDAY + number, 1_000));
        desk.decide(Given.MONDAY + number, told::add);
        return told.get(told.size() - 1).signals().of(Signal.FAST_SIGNUP).value();
    }

    /** How often it is asked, whether it was written meanwhile, and what came first, changes nothing. */
    @Test
    void whatIsToldDependsOnTheEvidenceAlone() {
        List<Evidence> all = new ArrayList<>();
        Trigger[] triggers = Trigger.values();
        for (int i = 0; i < 800; i++) {
            long time = Given.MONDAY + ((long) (random.nextDouble() * 500)) * HOUR;
            all.add(evidence(i, triggers[random.nextInt(4)], time, random.nextInt(100_000)));
        }
        List<Signalled> atOnce = run(all, false);
        assertThat(atOnce).hasSize(800).isSortedAccordingTo(Comparator.comparingLong(Signalled::timeMillis));
        Collections.shuffle(all, random);
        assertThat(run(all, false)).isEqualTo(atOnce);
        all.sort(Comparator.comparingLong(Evidence::timeMillis));
        assertThat(run(all, true)).as("step by step").isEqualTo(atOnce);
    }

    private List<Signalled> run(List<Evidence> all, boolean step) {
        SegmentDesk.State desk = SegmentDesk.State.empty();
        List<Signalled> out = new ArrayList<>();
        for (Evidence each : all) {
            new SegmentDesk(desk).accept(Bytes.restored(new EvidenceCodec(), each));
            if (step && random.nextInt(20) == 0) {
                new SegmentDesk(desk).decide(each.timeMillis() - 1, out::add);
                desk = Bytes.restored(new SegmentDesk.StateCodec(), desk);
            }
        }
        new SegmentDesk(desk).decide(Given.MONDAY + 1_000 * HOUR, out::add);
        return out;
    }
}
