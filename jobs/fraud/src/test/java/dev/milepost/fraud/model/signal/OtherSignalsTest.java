package dev.milepost.fraud.model.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.identifier.IdentifierKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherSignalsTest {

    private static final double TINY = 1e-12;
    private static final SegmentBaseline SEGMENT = new SegmentBaseline();

    private static Reading read(Signal signal, Given given) {
        return Signals.read(given.now(), SEGMENT, Double.NaN).of(signal);
    }

    @Test
    void oneNetworkIsAllConcentrationAndManyAreNone() {
        assertThat(networks(8).value()).isEqualTo(1);
        assertThat(networks(1, 1, 1, 1, 1).value()).isEqualTo(0, within(TINY));
        // Four and four of eight: H = log 2, log 8 = 3 log 2: 1 − 1/3.
        assertThat(networks(4, 4).value()).isEqualTo(2 / 3.0, within(TINY));
        assertThat(networks(4).missing()).isEqualTo(Missing.TOO_FEW);
    }

    private static Reading networks(Integer... counts) {
        return read(Signal.IP_CONCENTRATION, Given.nothing().window(Given.networks(counts)));
    }

    @Test
    void reuseIsOfTheMostUsed() {
        Given given = Given.nothing()
                .seen(IdentifierKind.DEVICE, "d1", 2, false)
                .seen(IdentifierKind.DEVICE, "d2", 16, false)
                .seen(IdentifierKind.PAYMENT, "p1", 1, false);
        assertThat(read(Signal.DEVICE_REUSE, given).value()).isEqualTo(4, within(TINY));
        assertThat(read(Signal.DEVICE_REUSE, given).evidence()).containsExactly("DEVICE:d2");
        assertThat(read(Signal.PAY_REUSE, given).value()).isZero();
        assertThat(read(Signal.PAY_REUSE, Given.nothing()).missing()).isEqualTo(Missing.NO_IDENTIFIER);
    }

    @Test
    void whatTheAdvocateIsOnTooIsLeftToItsOwnSignal() {
        Given given = Given.nothing()
                .seen(IdentifierKind.DEVICE, "d1", 16, true)
                .seen(IdentifierKind.DEVICE, "d2", 4, false)
                .seen(IdentifierKind.PAYMENT, "p1", 8, true);
        assertThat(read(Signal.DEVICE_REUSE, given).value()).isEqualTo(2, within(TINY));
        assertThat(read(Signal.DEVICE_REUSE, given).evidence()).containsExactly("DEVICE:d2");
        assertThat(read(Signal.PAY_REUSE, given).value()).isZero();
        assertThat(read(Signal.PAY_REUSE, given).evidence()).isEmpty();
    }

    /** Ten referees, of whom so many are on others' devices, and so many of the five who qualified have others' cards. */
    private static Given pooled(int devices, int cards) {
        return Given.nothing()
                .window(Given.traces(new Traces(10, 0, devices, devices, 0, 0, 5, cards, cards, List.of(), 0)))
                .seen(IdentifierKind.DEVICE, "d1", 2, false)
                .seen(IdentifierKind.PAYMENT, "p1", 1, false);
    }

    @Test
    void whereMostAreOnOthersDevicesTheCircleCounts() {
        // Of ten, .5 are usual: log2(1 + 8 − .5); of five .25: log2(1 + 3 − .25).
        assertThat(read(Signal.DEVICE_REUSE, pooled(8, 3)).value())
                .isEqualTo(Math.log(8.5) / Math.log(2), within(TINY));
        assertThat(read(Signal.DEVICE_REUSE, pooled(8, 3)).evidence()).containsExactly("alice");
        assertThat(read(Signal.PAY_REUSE, pooled(8, 3)).value()).isEqualTo(Math.log(3.75) / Math.log(2), within(TINY));
        // Half is not most: two on the own device.
        assertThat(read(Signal.DEVICE_REUSE, pooled(5, 2)).value()).isEqualTo(1, within(TINY));
        assertThat(read(Signal.DEVICE_REUSE, pooled(5, 2)).evidence()).containsExactly("DEVICE:d1");
        assertThat(read(Signal.PAY_REUSE, pooled(5, 2)).value()).isZero();
    }

    @Test
    void aRingIsSizeTimesInsideBeyondAHouseholdTimesCloseness() {
        // log2 8 · (6 − 3)/8 · 0.5 = 0.5625
        assertThat(ring(new Component("a", 8, 8, 6, 0.5, 0, 0, 0)).value()).isEqualTo(0.5625, within(TINY));
        assertThat(ring(new Component("a", 8, 8, 6, 0.5, 2, 0, 0)).value()).isEqualTo(1.5625, within(TINY));
        assertThat(ring(new Component("a", 4, 3, 3, 0.5, 0, 0, 0)).value()).isZero();
        assertThat(ring(new Component("a", 8, 8, 6, 0.5, 2, 0, 0)).evidence()).containsExactly("RING:a");
        assertThat(ring(new Component("bob", 1, 0, 0, 0, 0, 0, 0)).value()).isZero();
        assertThat(ring(new Component("bob", 1, 0, 0, 0, 0, 0, 0)).evidence()).isEmpty();
        assertThat(ring(Component.ofTheAdvocate(8, 8, 6, 0.5, 0)).value()).isEqualTo(0.5625, within(TINY));
        assertThat(ring(Component.ofTheAdvocate(8, 8, 6, 0.5, 0)).evidence())
                .as("the referee is in no ring")
                .isEmpty();
        assertThat(ring(null).missing()).isEqualTo(Missing.NO_ANSWER);
    }

    @Test
    void whatOneAdvocatesPoolLinksIsNoRing() {
        Component component = new Component("a", 8, 8, 8, 0.5, 0, 0, 0);
        // Three of four are most, so the advocate's four are left out too: 3 · (8 − 3 − 4)/8 · 0.5; of two of four none
        // is: 3 · 5/8 · 0.5.
        assertThat(ringOf(component, 3, 0).value()).isEqualTo(0.1875, within(TINY));
        assertThat(ringOf(component, 2, 0).value()).isEqualTo(0.9375, within(TINY));
        assertThat(ringOf(component, 0, 2).value()).isEqualTo(0.1875, within(TINY));
    }

    /** Of four referees, of whom so many are on others' devices, and so many of the three who qualified have others' cards. */
    private static Reading ringOf(Component component, int devices, int cards) {
        Traces traces = new Traces(4, 0, devices, devices, 0, 0, 3, cards, cards, List.of(), 0);
        return read(Signal.RING, Given.nothing().component(component).window(Given.traces(traces)));
    }

    private static Reading ring(Component component) {
        return read(Signal.RING, Given.nothing().component(component));
    }

    /**
     * With a rate of 1/4 the prior is Beta(1, 3) and θ = 1/2. After n hits of n it is Beta(1 + n, 3), and for whole parameters
     * P(rate > θ) = P(Binomial(n + 3, θ) ≤ n), so 1 of 1: (1 + 4) / 16; 0 of 1 is Beta(1, 4): (1/2)^4.
     */
    @Test
    void anExcessIsTheTailOfTheBetaPosterior() {
        assertThat(Excess.probability(1, 1, 0.25)).isEqualTo(5 / 16.0, within(TINY));
        assertThat(Excess.probability(0, 1, 0.25)).isEqualTo(1 / 16.0, within(TINY));
        // θ is at most half-way to 1: a rate of 3/4 gives Beta(1, 1/3), θ = 7/8, (1 − θ)^(1/3).
        assertThat(Excess.probability(0, 0, 0.75)).isEqualTo(0.5, within(TINY));
    }

    @Test
    void refundsInactivityAndThresholdsAreEachAgainstTheirOwnRate() {
        Counted all = new Counted(5, 5, List.of("r5", "r4"));
        Given given = Given.nothing().threshold(false).window(Given.counts(Counted.NONE, all, all, all));
        assertThat(read(Signal.REFUND_AFTER_REWARD, given).value()).isEqualTo(Excess.probability(5, 5, 0.03));
        assertThat(read(Signal.INACTIVE_REFEREES, given).value()).isEqualTo(Excess.probability(5, 5, 0.3));
        assertThat(read(Signal.THRESHOLD_GAMING, given).value()).isEqualTo(Excess.probability(5, 5, 0.05));
        assertThat(read(Signal.THRESHOLD_GAMING, given).evidence()).containsExactly("r5", "r4");
        assertThat(read(Signal.REFUND_AFTER_REWARD, Given.nothing()).missing()).isEqualTo(Missing.TOO_FEW);
        assertThat(read(Signal.INACTIVE_REFEREES, Given.nothing()).missing()).isEqualTo(Missing.TOO_FEW);
        assertThat(read(Signal.THRESHOLD_GAMING, Given.nothing()).missing()).isEqualTo(Missing.NO_THRESHOLD);
    }

    @Test
    void labelsNearCountByHowFewShareWhatLinksThem() {
        // ω = 0.5 (deg 3): fraud 2, clean 1: (0.5·2 + 0.04) / (0.5·3 + 2); an address does not link.
        Given given = Given.nothing()
                .seen(new IdentifierEvidence(IdentifierKind.DEVICE, "d", 3, false, -1, 2, 1))
                .seen(new IdentifierEvidence(IdentifierKind.IP, "i", 3, false, -1, 9, 0))
                .seen(new IdentifierEvidence(IdentifierKind.IP24, "n", 3, false, -1, 9, 0));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).value()).isEqualTo(1.04 / 3.5, within(TINY));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).evidence()).containsExactly("DEVICE:d");
        assertThat(read(Signal.NEIGHBOUR_LABELS, Given.nothing().seen(IdentifierKind.DEVICE, "d", 3, false))
                        .missing())
                .isEqualTo(Missing.NO_LABELS);
    }

    @Test
    void labelsOfTheComponentCountOnceAndByItsMeanOmega() {
        IdentifierEvidence device = new IdentifierEvidence(IdentifierKind.DEVICE, "d", 3, false, -1, 2, 1);
        // Of 5 frauds in the component 2 are on the device: 0.5·2 + 0.25·3 = 1.75; of no clean one beyond: 0.5·1.
        Given given = Given.nothing().seen(device).component(new Component("c", 9, 0, 0, 0.25, 0, 5, 1));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).value()).isEqualTo(1.79 / 4.25, within(TINY));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).evidence()).containsExactly("DEVICE:d", "RING:c");
        // The device knows of more than the component.
        given = Given.nothing().seen(device).component(new Component("c", 9, 0, 0, 0.25, 0, 1, 0));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).value()).isEqualTo(1.04 / 3.5, within(TINY));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).evidence()).containsExactly("DEVICE:d");
        // Clean ones alone: 0.04 / (0.25·4 + 2).
        given = Given.nothing().component(new Component("c", 9, 0, 0, 0.25, 0, 0, 4));
        assertThat(read(Signal.NEIGHBOUR_LABELS, given).value()).isEqualTo(0.04 / 3, within(TINY));
        assertThat(read(Signal.NEIGHBOUR_LABELS, Given.nothing().component(new Component("c", 9, 0, 0, 0.25, 0, 0, 0)))
                        .missing())
                .isEqualTo(Missing.NO_LABELS);
    }

    @Test
    void theAnomalyInputIsItsTailAndAtMostSix() {
        Evidence evidence = Given.nothing().now();
        assertThat(Signals.read(evidence, SEGMENT, 0.01).of(Signal.ANOMALY).value())
                .isEqualTo(2, within(TINY));
        assertThat(Signals.read(evidence, SEGMENT, 0).of(Signal.ANOMALY).value())
                .isEqualTo(6);
        assertThat(Signals.read(evidence, SEGMENT, Double.NaN)
                        .of(Signal.ANOMALY)
                        .missing())
                .isEqualTo(Missing.NO_DETECTOR);
    }

    @Test
    void theAnomalyIsPutIntoWhatWasReadWithoutIt() {
        Evidence evidence =
                Given.nothing().seen(IdentifierKind.DEVICE, "d1", 8, true).now();
        SignalVector without = Signals.read(evidence, SEGMENT, Double.NaN);
        assertThat(Signals.withAnomaly(without, evidence, SEGMENT, 0.01))
                .isEqualTo(Signals.read(evidence, SEGMENT, 0.01))
                .isNotEqualTo(without);
    }

    @Test
    void whereNothingIsKnownAllIsMissingButTheHour() {
        assertThat(Signals.read(Given.nothing().now(), SEGMENT, Double.NaN).readings().stream()
                        .filter(each -> !each.isMissing())
                        .map(Reading::signal))
                .containsExactly(Signal.VELOCITY);
    }

    @Test
    void nearAThresholdIsAtMostATwentiethAbove() {
        List<Long> thresholds = List.of(1_000L, 5_010L);
        assertThat(NearThreshold.holds(999, thresholds)).isFalse();
        assertThat(NearThreshold.holds(1_000, thresholds)).isTrue();
        assertThat(NearThreshold.holds(1_050, thresholds)).isTrue();
        assertThat(NearThreshold.holds(1_051, thresholds)).isFalse();
        // 1.05 · 50.10 = 52.605
        assertThat(NearThreshold.holds(5_260, thresholds)).isTrue();
        assertThat(NearThreshold.holds(5_261, thresholds)).isFalse();
        assertThat(NearThreshold.holds(Long.MAX_VALUE, List.of(Long.MAX_VALUE))).isTrue();
    }

    @Test
    void detectorsGetNumbersAlsoOfWhatIsMissing() {
        Evidence nothing = Given.nothing().now();
        double[] numbers = DetectorInput.of(nothing, Signals.read(nothing, SEGMENT, Double.NaN));
        assertThat(numbers).hasSize(DetectorInput.NAMES.size()).hasSize(24);
        assertThat(numbers).containsOnly(0, 1);
        Evidence some = Given.nothing()
                .clicked(99)
                .seen(IdentifierKind.DEVICE, "d", 3, true)
                .component(new Component("a", 8, 8, 6, 0.5, 0, 0, 0))
                .now();
        double[] known = DetectorInput.of(some, Signals.read(some, SEGMENT, Double.NaN));
        assertThat(known[DetectorInput.NAMES.indexOf("SELF_DEVICE")]).isEqualTo(0.5, within(TINY));
        assertThat(known[DetectorInput.NAMES.indexOf("log10 click to signup")]).isEqualTo(2, within(TINY));
        assertThat(known[DetectorInput.NAMES.indexOf("log2 component")]).isEqualTo(3, within(TINY));
        assertThat(known[DetectorInput.NAMES.indexOf("identifiers")]).isEqualTo(1);
    }
}
