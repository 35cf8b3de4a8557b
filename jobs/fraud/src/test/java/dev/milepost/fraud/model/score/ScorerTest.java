package dev.milepost.fraud.model.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.signal.Reading;
import dev.milepost.fraud.model.signal.Signal;
import dev.milepost.fraud.model.signal.SignalGroup;
import dev.milepost.fraud.model.signal.SignalVector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScorerTest {

    private static final Scorer EXPERT = new Scorer(ExpertWeights.V1);

    private static Verdict score(Map<Signal, Double> values) {
        return EXPERT.score(Vectors.SUBJECT, 1_000, Vectors.of(values));
    }

    @Test
    void contributionsAddUpToTheLogit() {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            Weights weights = i % 2 == 0 ? ExpertWeights.V1 : Vectors.weights(random, 2);
            Verdict verdict = new Scorer(weights).score(Vectors.SUBJECT, i, Vectors.random(random));
            double sum = weights.intercept()
                    + verdict.contributions().stream()
                            .mapToDouble(Contribution::amount)
                            .sum();
            assertThat(sum).isEqualTo(verdict.logit(), within(1e-6));
            int calibrated = verdict.floor() == null
                    ? verdict.scoreMillionths()
                    : verdict.floor().calibratedMillionths();
            assertThat(calibrated / 1e6).isEqualTo(weights.calibration().probability(verdict.logit()), within(5e-7));
        }
    }

    @Test
    void aVerdictIsMadeAgainOfItsFeaturesToTheBit() throws IOException {
        Random random = new Random(2);
        VerdictCodec codec = new VerdictCodec();
        for (int i = 0; i < 5_000; i++) {
            Weights weights = Vectors.weights(random, 1 + i % 7);
            Verdict verdict = new Scorer(weights).score(Vectors.SUBJECT, i, Vectors.random(random));
            byte[] stored = bytes(verdict);
            Verdict read = codec.read(codec.version(), new DataInputStream(new ByteArrayInputStream(stored)));
            assertThat(read).isEqualTo(verdict);
            assertThat(bytes(read.replay(restored(weights)))).isEqualTo(stored);
        }
    }

    private static byte[] bytes(Verdict verdict) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new VerdictCodec().write(verdict, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static Weights restored(Weights weights) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        WeightsCodec codec = new WeightsCodec();
        codec.write(weights, new DataOutputStream(out));
        return codec.read(codec.version(), new DataInputStream(new ByteArrayInputStream(out.toByteArray())));
    }

    @Test
    void otherWeightsMakeNoReplay() {
        Verdict verdict = score(Map.of());
        assertThatThrownBy(() -> verdict.replay(Vectors.weights(new Random(3), 2)))
                .hasMessageContaining("weights 1")
                .hasMessageContaining("weights 2");
    }

    @Test
    void whereAllIsMissingTheBaseRateStands() {
        Verdict verdict = score(Map.of());
        assertThat(verdict.scoreMillionths()).isEqualTo(20_000);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.missing()).hasSize(19);
        assertThat(verdict.contributions()).allMatch(each -> each.amount() == 0 && each.signal() == null);
    }

    /** Identity: 7.5 · (0.21/0.35 − 0.05) = 4.125; ring: 10.25 · (0.95 · (0.17 − 0.05)/0.3 − 0.1) = 2.87. */
    @Test
    void theStrongestOfAGroupCounts() {
        Verdict verdict = score(
                Map.of(Signal.SELF_PAYMENT, 0.21, Signal.DISPOSABLE, 1.0, Signal.SELF_EMAIL, 0.0, Signal.RING, 0.17));
        assertThat(verdict.contributions().get(0).amount()).isEqualTo(4.125, within(1e-12));
        assertThat(verdict.contributions().get(4).amount()).isEqualTo(2.87, within(1e-12));
        assertThat(verdict.logit()).isEqualTo(-3.8918203 + 4.125 + 2.87, within(1e-7));
        assertThat(verdict.score()).isEqualTo(0.957024, within(1e-6));
        assertThat(verdict.codes()).containsExactly("SELF_PAYMENT", "RING");
        assertThat(verdict.hasIdentityOrRing()).isTrue();
        assertThat(verdict.reasons().get(0))
                .isEqualTo(new Reason(
                        Signal.SELF_PAYMENT,
                        0.21,
                        0.02625,
                        verdict.contributions().get(0).amount(),
                        List.of("id-SELF_PAYMENT")));
    }

    @Test
    void fiveReasonsAreTheGreatestInOrder() {
        Random random = new Random(4);
        for (int i = 0; i < 1_000; i++) {
            Verdict verdict = EXPERT.score(Vectors.SUBJECT, i, Vectors.random(random));
            List<Double> expected = verdict.contributions().stream()
                    .map(Contribution::amount)
                    .filter(amount -> amount > 0)
                    .sorted(Comparator.reverseOrder())
                    .limit(5)
                    .toList();
            assertThat(verdict.reasons().stream().map(Reason::contribution)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void onePaymentInstrumentAndOneDeviceSetAFloor() {
        Verdict verdict = score(Map.of(Signal.SELF_PAYMENT, 0.2, Signal.SELF_DEVICE, 0.2));
        assertThat(verdict.floor())
                .isEqualTo(new Floor(List.of(Signal.SELF_PAYMENT, Signal.SELF_DEVICE), 950_000, 504_723));
        assertThat(verdict.scoreMillionths()).isEqualTo(950_000);
        assertThat(verdict.codes()).containsExactly("SELF_PAYMENT", "OVERRIDE");
        assertThat(score(Map.of(Signal.SELF_PAYMENT, 0.2, Signal.SELF_DEVICE, 0.0))
                        .floor())
                .isNull();
        assertThat(score(Map.of(Signal.SELF_PAYMENT, 0.2)).floor()).isNull();
        assertThat(verdict.logit())
                .isEqualTo(verdict.intercept()
                        + verdict.contributions().stream()
                                .mapToDouble(Contribution::amount)
                                .sum());
    }

    @Test
    void aFloorLowersNoScore() {
        Map<Signal, Double> all = new EnumMap<>(Signal.class);
        Signal.all().forEach(signal -> all.put(signal, 9.0));
        Verdict verdict = score(all);
        assertThat(verdict.floor()).isNotNull();
        assertThat(verdict.scoreMillionths()).isEqualTo(999_999);
    }

    @Test
    void moreOfASignalIsNeverLess() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            Weights weights = Vectors.weights(random, 1);
            SignalVector low = Vectors.random(random);
            Signal raised = Signal.all().get(random.nextInt(18));
            if (low.of(raised).isMissing()) {
                continue;
            }
            SignalVector high = new SignalVector(low.readings().stream()
                    .map(each -> each.signal() == raised
                            ? Reading.of(raised, each.value() + random.nextDouble(), List.of())
                            : each)
                    .toList());
            assertThat(new Scorer(weights).score(Vectors.SUBJECT, 0, high).logit())
                    .isGreaterThanOrEqualTo(
                            new Scorer(weights).score(Vectors.SUBJECT, 0, low).logit());
        }
    }

    /** What {@link ExpertWeights} says of single signals, with the rest as usual. */
    @Test
    void theExpertsWeightsDoWhatTheySay() {
        assertThat(usualBut(Map.of())).isLessThan(0.001);
        // One plain cause is no case, whichever it is; neither are weak traces of several kinds.
        for (Signal signal : Signal.all()) {
            assertThat(usualBut(Map.of(signal, 6.0))).as(signal.name()).isLessThan(0.3);
        }
        assertThat(usualBut(Map.of(Signal.VELOCITY, 6.0, Signal.TIMING_SHAPE, 3.0, Signal.ANOMALY, 6.0)))
                .isLessThan(0.3);
        // A cause among such traces is one, and so are two causes.
        assertThat(usualBut(Map.of(Signal.SELF_DEVICE, 0.63, Signal.MANY_TRACES, 6.5)))
                .isGreaterThan(0.3);
        assertThat(usualBut(Map.of(Signal.SELF_EMAIL, 1.0, Signal.INACTIVE_REFEREES, 0.9)))
                .isGreaterThan(0.3);
        assertThat(usualBut(Map.of(Signal.RING, 1.6, Signal.SELF_EMAIL, 1.0))).isGreaterThan(0.9);
    }

    /** The score where all others say nothing. */
    private static double usualBut(Map<Signal, Double> values) {
        Map<Signal, Double> all = new EnumMap<>(Signal.class);
        Signal.all().forEach(signal -> all.put(signal, values.getOrDefault(signal, 0.0)));
        return score(all).score();
    }

    @Test
    void idsAreTheSameInEveryRun() {
        assertThat(score(Map.of()).verdictId()).isEqualTo(FraudIds.of("verdict", "r1@1"));
        assertThat(FraudIds.of("ab", "c")).isNotEqualTo(FraudIds.of("a", "bc")).matches("[0-9a-f]{32}");
        assertThat(FraudIds.point("s", "x")).isBetween(0.0, 1.0).isNotEqualTo(FraudIds.point("t", "x"));
    }

    @Test
    void noWeightIsBelowZero() {
        assertThatThrownBy(() -> new GroupWeight(SignalGroup.RING, -0.1, 0)).hasMessageContaining("RING");
    }

    @Test
    void weightsHoldFromTheirTimeOn() {
        WeightVersions versions = WeightVersions.EXPERT;
        for (int version = 2; version <= 12; version++) {
            versions = versions.with(from(version, version * 1_000L));
        }
        assertThat(versions.versions()).hasSize(8);
        assertThat(versions.at(11_999).version()).isEqualTo(11);
        assertThat(versions.at(12_000).version()).isEqualTo(12);
        assertThat(versions.at(0).version()).isEqualTo(5);
        assertThat(WeightVersions.EXPERT.with(from(2, 5)).at(4)).isEqualTo(ExpertWeights.V1);
        assertThat(versions.with(from(12, 1))).isSameAs(versions);
    }

    private static Weights from(int version, long millis) {
        Weights some = Vectors.weights(new Random(version), version);
        return new Weights(
                version, millis, some.intercept(), some.groups(), some.scales(), some.calibration(), some.floor());
    }
}
