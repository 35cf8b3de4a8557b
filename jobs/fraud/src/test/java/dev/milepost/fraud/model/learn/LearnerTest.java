package dev.milepost.fraud.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.learn.TrainingReport.Outcome;
import dev.milepost.fraud.model.score.Calibration;
import dev.milepost.fraud.model.score.ExpertWeights;
import dev.milepost.fraud.model.score.Weights;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LearnerTest {

    private static final int DAYS = 30;
    private static final long UNSEEN = 991;

    private static LearnerState after(int days, long seed, double wrongReviews) {
        Town town = new Town(seed, wrongReviews);
        LearnerState state = new LearnerState();
        for (int day = 0; day < days; day++) {
            town.live(state, day);
            Learner.train(state, Town.START + (day + 1) * Town.DAY);
        }
        return state;
    }

    private static String figures(String of, Weights weights) {
        Outcomes ranking = Town.ranking(weights, UNSEEN);
        return String.format(
                Locale.ROOT,
                "%s: AUC %.3f, AP %.3f, calibration error %.4f",
                of,
                ranking.auc(),
                ranking.averagePrecision(),
                ranking.calibrationError());
    }

    @Test
    void learningPaysWhereFraudHasMovedOn() {
        Weights learnt = after(DAYS, 11, 0).live();
        System.out.println(figures("experts' weights", ExpertWeights.V1));
        System.out.println(figures("after 30 days", learnt));
        Outcomes before = Town.ranking(ExpertWeights.V1, UNSEEN);
        Outcomes later = Town.ranking(learnt, UNSEEN);
        assertThat(learnt.version()).isGreaterThan(1);
        assertThat(later.auc()).isGreaterThan(before.auc() + 0.05);
        assertThat(later.averagePrecision()).isGreaterThan(before.averagePrecision() + 0.2);
        assertThat(later.calibrationError()).isLessThan(0.025);
    }

    @Test
    void aTenthOfWrongReviewsFlipsNoSignAndSpoilsNoRanking() {
        for (long seed = 21; seed < 24; seed++) {
            Weights clean = after(DAYS, seed, 0).live();
            Weights poisoned = after(DAYS, seed, 0.1).live();
            System.out.println(figures("clean, seed " + seed, clean));
            System.out.println(figures("poisoned, seed " + seed, poisoned));
            for (int g = 0; g < clean.groups().size(); g++) {
                double weight = poisoned.groups().get(g).weight();
                assertThat(weight).isNotNegative();
                if (clean.groups().get(g).weight() > 0.05) {
                    assertThat(weight)
                            .as(
                                    "%s: %s",
                                    clean.groups().get(g), poisoned.groups().get(g))
                            .isPositive();
                }
            }
            assertThat(Town.ranking(poisoned, UNSEEN).auc())
                    .isGreaterThan(Town.ranking(clean, UNSEEN).auc() - 0.02);
            assertThat(Town.ranking(poisoned, UNSEEN).averagePrecision())
                    .isGreaterThan(Town.ranking(clean, UNSEEN).averagePrecision() - 0.1);
        }
    }

    @Test
    void theSameLabelsMakeTheSameWeightsInAnyOrderAndFromBytes() throws IOException {
        List<Example> labels = labels(400, new Random(5));
        LearnerState state = new LearnerState();
        labels.forEach(each -> Learner.add(state, each));
        List<Example> shuffled = new ArrayList<>(labels);
        Collections.shuffle(shuffled, new Random(6));
        LearnerState other = new LearnerState();
        for (Example each : shuffled) {
            Learner.add(other, each);
            if (other.size() % 100 == 0) {
                other = read(bytes(other));
            }
        }
        assertThat(bytes(other)).isEqualTo(bytes(state));
        LearnerState copy = state.copy();
        TrainingReport report = Learner.train(state, Town.START + 100 * Town.DAY);
        assertThat(report).isEqualTo(Learner.train(other, Town.START + 100 * Town.DAY));
        assertThat(report.outcome()).isEqualTo(Outcome.WENT_LIVE);
        assertThat(bytes(other)).isEqualTo(bytes(state));
        assertThat(copy.live()).isEqualTo(ExpertWeights.V1);
    }

    @Test
    void newWeightsAreNumberedAndHoldAnHourLater() {
        LearnerState state = new LearnerState();
        labels(400, new Random(5)).forEach(each -> Learner.add(state, each));
        long midnight = Town.START + 100 * Town.DAY;
        TrainingReport report = Learner.train(state, midnight);
        assertThat(report.live()).isEqualTo(report.candidate()).isEqualTo(state.live());
        assertThat(state.live().version()).isEqualTo(2);
        assertThat(state.live().validFromMillis()).isEqualTo(midnight + 3_600_000);
        assertThat(report.trainedOn() + report.heldOut()).isEqualTo(400);
        assertThat(report.heldOut()).isEqualTo(80);
        assertThat(report.candidateLoss()).isLessThan(report.liveLoss());
    }

    /** The latest fifth says the contrary of what was learnt. */
    @Test
    void weightsThatAreWorseOnTheLatestDoNotGoLive() {
        LearnerState state = new LearnerState();
        List<Example> labels = labels(400, new Random(5));
        for (int i = 0; i < labels.size(); i++) {
            Example each = labels.get(i);
            boolean turned = i >= 320;
            Learner.add(
                    state,
                    new Example(
                            each.referralId(),
                            each.labelledMillis(),
                            each.source(),
                            each.fraud() != turned,
                            1,
                            each.audited(),
                            each.strengths()));
        }
        TrainingReport report = Learner.train(state, Town.START + 100 * Town.DAY);
        assertThat(report.outcome()).isEqualTo(Outcome.WORSE);
        assertThat(report.candidateLoss()).isGreaterThan(report.liveLoss());
        assertThat(report.live()).isEqualTo(ExpertWeights.V1).isEqualTo(state.live());
    }

    @Test
    void littleTeachesNothingAndWhatComesAfterMidnightWaits() {
        LearnerState state = new LearnerState();
        labels(120, new Random(5)).forEach(each -> Learner.add(state, each));
        assertThat(Learner.train(state, Town.START + 100 * Town.DAY).outcome()).isEqualTo(Outcome.TOO_FEW);
        labels(400, new Random(5)).forEach(each -> Learner.add(state, each));
        TrainingReport early = Learner.train(state, Town.START + 200_000);
        assertThat(early.trainedOn() + early.heldOut()).isEqualTo(200);
        LearnerState oneSided = new LearnerState();
        labels(400, new Random(5)).stream().filter(each -> !each.fraud()).forEach(each -> Learner.add(oneSided, each));
        assertThat(Learner.train(oneSided, Town.START + 100 * Town.DAY).outcome())
                .isEqualTo(Outcome.TOO_FEW);
    }

    /** Two examples of weights 1 and 20 (its propensity says 100), losses ln 2 and −ln 0.8: (ln 2 + 20 · 0.2231) / 21. */
    @Test
    void theLossIsByInversePropensityClipped() {
        Weights flat = new Weights(
                1,
                0,
                0,
                ExpertWeights.V1.groups(),
                ExpertWeights.V1.scales(),
                new Calibration.Isotonic(List.of(-1e-3, 1.0), List.of(0.5, 0.8)),
                0.95);
        List<Double> none = Collections.nCopies(8, Double.NaN);
        List<Double> history = new ArrayList<>(none);
        history.set(6, 1.0); // 4 · (1 − 0.05) is above the last knot.
        Example even = new Example("a", 0, LabelSource.REVIEW, false, 1, false, none);
        Example sure = new Example("b", 0, LabelSource.AUDIT, true, 0.01, true, history);
        double knot = 0.5 + 0.3 * 1e-3 / 1.001;
        assertThat(Learner.loss(List.of(even, sure), flat))
                .isEqualTo((-Math.log(1 - knot) - 20 * Math.log(0.8)) / 21, within(1e-9));
    }

    /** Fraud has high history, and little else. */
    private static List<Example> labels(int count, Random random) {
        List<Example> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean fraud = random.nextInt(4) == 0;
            List<Double> strengths = new ArrayList<>();
            for (int g = 0; g < 8; g++) {
                strengths.add(random.nextInt(5) == 0 ? Double.NaN : random.nextDouble() * 0.3);
            }
            strengths.set(6, fraud ? 0.5 + random.nextDouble() / 2 : random.nextDouble() * 0.6);
            labels.add(new Example(
                    "r" + i,
                    Town.START + i * 1_000L,
                    LabelSource.REVIEW,
                    fraud,
                    0.2 + 0.8 * random.nextDouble(),
                    random.nextInt(100) == 0,
                    strengths));
        }
        return labels;
    }

    private static byte[] bytes(LearnerState state) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new LearnerStateCodec().write(state, new DataOutputStream(out));
        return out.toByteArray();
    }

    private static LearnerState read(byte[] bytes) throws IOException {
        return new LearnerStateCodec().read(1, new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
