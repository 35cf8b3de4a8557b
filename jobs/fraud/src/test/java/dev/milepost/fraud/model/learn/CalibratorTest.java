package dev.milepost.fraud.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.milepost.fraud.model.score.Calibration;
import dev.milepost.fraud.model.score.ExpertWeights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Fraud whose log odds are half of what the weights say, and 1 more. */
class CalibratorTest {

    private static List<Example> labelled(int count, long seed) {
        return labelled(count, seed, CalibratorTest::truth);
    }

    private static List<Example> labelled(int count, long seed, DoubleUnaryOperator truth) {
        Random random = new Random(seed);
        List<Example> labelled = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Double> strengths = new ArrayList<>(Collections.nCopies(8, 0.4 * random.nextDouble()));
            Example example = new Example("r" + i, i, LabelSource.AUDIT, false, 0.01, true, strengths);
            boolean fraud = random.nextDouble() < truth.applyAsDouble(Trainer.logit(example, ExpertWeights.V1));
            labelled.add(new Example("r" + i, i, LabelSource.AUDIT, fraud, 0.01, true, strengths));
        }
        return labelled;
    }

    private static double truth(double logit) {
        return Logistic.sigma(logit / 2 + 1);
    }

    private static double error(Calibration calibration) {
        return error(calibration, CalibratorTest::truth);
    }

    private static double error(Calibration calibration, DoubleUnaryOperator truth) {
        Outcomes ranking = new Outcomes();
        for (Example each : labelled(20_000, 99, truth)) {
            ranking.add(calibration.probability(Trainer.logit(each, ExpertWeights.V1)), each.fraud());
        }
        return ranking.calibrationError();
    }

    @Test
    void withoutLabelsTheLogitIsTakenAtItsWord() {
        assertThat(Calibrator.calibrate(List.of(), ExpertWeights.V1)).isEqualTo(Calibration.Platt.NONE);
    }

    @Test
    void belowFiveHundredLabelsItIsPlattsLine() {
        Calibration calibration = Calibrator.calibrate(labelled(499, 1), ExpertWeights.V1);
        assertThat(calibration).isInstanceOf(Calibration.Platt.class);
        Calibration.Platt platt = (Calibration.Platt) calibration;
        assertThat(platt.slope()).isEqualTo(0.5, within(0.15));
        assertThat(platt.offset()).isEqualTo(1, within(0.5));
        System.out.println(
                "Platt of 499: calibration error " + error(calibration) + ", before " + error(Calibration.Platt.NONE));
        assertThat(error(calibration)).isLessThan(0.03).isLessThan(error(Calibration.Platt.NONE) / 2);
    }

    @Test
    void fromFiveHundredOnItIsIsotonic() {
        Calibration calibration = Calibrator.calibrate(labelled(3_000, 2), ExpertWeights.V1);
        assertThat(calibration).isInstanceOf(Calibration.Isotonic.class);
        System.out.println("isotonic of 3,000: calibration error " + error(calibration));
        assertThat(error(calibration)).isLessThan(0.02);
        assertThat(Calibrator.calibrate(labelled(500, 3), ExpertWeights.V1)).isInstanceOf(Calibration.Isotonic.class);
    }

    @Test
    void higherScoresStayHigherAlsoBeyondTheLabels() {
        Calibration calibration = Calibrator.calibrate(labelled(600, 4), ExpertWeights.V1);
        double highest = ((Calibration.Isotonic) calibration)
                .logits().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        assertThat(calibration.probability(highest - 1)).isLessThan(calibration.probability(highest - 0.5));
    }

    /** A step is no line: what labels say in numbers, Platt's line does not blur. */
    @Test
    void isotonicFollowsWhereNoLineDoes() {
        DoubleUnaryOperator step = logit -> logit > 4 ? 0.6 : 0.05;
        Calibration calibration = Calibrator.calibrate(labelled(5_000, 5, step), ExpertWeights.V1);
        assertThat(error(calibration, step)).isLessThan(0.02);
    }

    /** Probabilities that fall are refused where they are made: see {@link Calibration.Isotonic}. */
    @Test
    void whateverTheLabelsProbabilitiesRise() {
        for (long seed = 0; seed < 200; seed++) {
            assertThat(Calibrator.calibrate(labelled(500 + (int) seed, seed, logit -> 0.1), ExpertWeights.V1))
                    .isInstanceOf(Calibration.Isotonic.class);
        }
    }

    @Test
    void labelsOfOneLogitAreOneKnot() {
        List<Double> none = Collections.nCopies(8, Double.NaN);
        List<Example> alike = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            alike.add(new Example("r" + i, i, LabelSource.AUDIT, i % 4 == 0, 0.01, true, none));
        }
        Calibration calibration = Calibrator.calibrate(alike, ExpertWeights.V1);
        assertThat(calibration.probability(ExpertWeights.V1.intercept())).isEqualTo(0.25, within(0.001));
    }
}
