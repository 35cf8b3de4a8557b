package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PlanTest {

    private static final double ALPHA = 0.05;

    private static Plan plan(Plan.Baseline baseline, int arms, int metrics, double controlShare) {
        return new Plan(baseline, ALPHA, Alternative.TWO_SIDED, 0.8, arms, metrics, controlShare);
    }

    private static Plan halves(Plan.Baseline baseline) {
        return plan(baseline, 2, 1, 0.5);
    }

    /**
     * Of effects of .2, .5 and .8 standard deviations: 393.4, 63.8 and 25.5 in an arm (Cohen 1988, table 2.4.1: 393, 64, 26). Of all
     * units an arm may have half of an odd one.
     */
    @Test
    void unitsAreThoseOfCohensTable() {
        Plan plan = halves(Plan.Baseline.ofMean(10, 1));
        assertThat(plan.units(0.2)).isEqualTo(787);
        assertThat(plan.units(-0.5)).isEqualTo(128);
        assertThat(plan.units(0.8)).isBetween(51L, 52L);
    }

    /** (1.95996 + .84162)² (.2 · .8 + .25 · .75) ÷ .05² = 1,091 in an arm, and one more for t. */
    @Test
    void aProportionHasTheVarianceOfEachSide() {
        assertThat(halves(Plan.Baseline.ofProportion(0.2)).units(0.05)).isBetween(2_182L, 2_186L);
    }

    @Test
    void whatIsDetectableIsWhatTheUnitsWerePlannedFor() {
        for (int arms = 2; arms <= 4; arms++) {
            Plan plan = plan(Plan.Baseline.ofProportion(0.1), arms, 2, 0.4);
            assertThat(plan.detectable(plan.units(0.02))).isEqualTo(0.02, within(1e-5));
            assertThat(plan.detectableBySequence(plan.unitsOfSequence(0.02))).isEqualTo(0.02, within(1e-5));
        }
    }

    @Test
    void moreComparisonsTakeMoreUnits() {
        Plan.Baseline baseline = Plan.Baseline.ofMean(10, 30);
        assertThat(plan(baseline, 3, 2, 1 / 3.0).alphaOfOne()).isEqualTo(ALPHA / 4, within(1e-12));
        assertThat(plan(baseline, 2, 3, 0.5).units(1))
                .isGreaterThan(halves(baseline).units(1));
        assertThat(plan(baseline, 2, 1, 0.1).units(1))
                .isGreaterThan(2 * halves(baseline).units(1));
    }

    /** With N* = n the interval is 3.035 standard errors to a side: ((3.035 + .842) ÷ (1.960 + .842))² = 1.915 times as many. */
    @Test
    void lookingWheneverCostsAFactor() {
        Plan plan = halves(Plan.Baseline.ofMean(10, 10));
        double factor = (double) plan.unitsOfSequence(0.2) / plan.units(0.2);
        assertThat(factor).isEqualTo(1.915, within(0.002));
        assertThat(plan.tuning(1_000)).isEqualTo(1_000);
        assertThat(plan(Plan.Baseline.ofMean(10, 10), 4, 1, 0.4).tuning(1_000)).isEqualTo(600);
    }

    /** As often as it says, in experiments that are run: 4,000 of them, so within 2 %. */
    @Test
    void thePowerIsReachedInExperimentsThatAreRun() {
        double p = 0.3;
        double effect = 0.06;
        Plan plan = halves(Plan.Baseline.ofProportion(p));
        SplittableRandom random = new SplittableRandom(9);
        long once = plan.units(effect);
        long whenever = plan.unitsOfSequence(effect);
        Procedure fixed = new FixedHorizon(ALPHA, Alternative.TWO_SIDED);
        Procedure sequence = new ConfidenceSequence(ALPHA, Alternative.TWO_SIDED, plan.tuning(whenever));
        int seenOnce = 0;
        int seenWhenever = 0;
        int rounds = 4_000;
        for (int round = 0; round < rounds; round++) {
            seenOnce += isSeen(random, once / 2, p, effect, fixed) ? 1 : 0;
            seenWhenever += isSeen(random, whenever / 2, p, effect, sequence) ? 1 : 0;
        }
        assertThat((double) seenOnce / rounds).isEqualTo(0.8, within(0.02));
        assertThat((double) seenWhenever / rounds).isEqualTo(0.8, within(0.02));
    }

    private static boolean isSeen(SplittableRandom random, long units, double p, double effect, Procedure procedure) {
        Sample control = Sample.ofMean(Moments.ofBinary(units, ones(random, units, p)), 0);
        Sample treatment = Sample.ofMean(Moments.ofBinary(units, ones(random, units, p + effect)), 0);
        return procedure
                        .estimate(Welch.difference(treatment, control).orElseThrow())
                        .ciLow()
                > 0;
    }

    private static long ones(SplittableRandom random, long units, double p) {
        return random.doubles(units).filter(draw -> draw < p).count();
    }

    /** Of .3, an effect of −.06 has less variance than one of .06, and takes fewer units. */
    @Test
    void oneSideIsPlannedForThatSideAlone() {
        Plan above = new Plan(Plan.Baseline.ofProportion(0.3), ALPHA, Alternative.GREATER, 0.8, 2, 1, 0.5);
        Plan below = new Plan(Plan.Baseline.ofProportion(0.3), ALPHA, Alternative.LESS, 0.8, 2, 1, 0.5);
        assertThat(below.units(-0.06)).isLessThan(above.units(0.06));
        assertThat(below.detectable(below.units(-0.06))).isEqualTo(-0.06, within(1e-4));
        assertThat(below.detectableBySequence(below.unitsOfSequence(-0.06))).isEqualTo(-0.06, within(1e-4));
        assertThat(below.detectable(2)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThatThrownBy(() -> above.units(-0.06)).hasMessageContaining("other side");
        assertThatThrownBy(() -> below.unitsOfSequence(0.06)).hasMessageContaining("other side");
        assertThat(above.powerOnce(-0.06, 1_000)).isLessThan(ALPHA);
    }

    @Test
    void whatCannotBePlannedIsRefused() {
        Plan plan = halves(Plan.Baseline.ofProportion(0.9));
        assertThatThrownBy(() -> plan.units(0)).hasMessage("The effect is not 0");
        assertThatThrownBy(() -> plan.units(0.2)).hasMessage("A proportion of 0.9 cannot change by 0.2");
        assertThatThrownBy(() -> halves(Plan.Baseline.ofMean(1, 1)).units(1e-9))
                .hasMessage("No number of units sees so small an effect");
        assertThat(plan.detectable(20)).isInfinite();
        assertThatThrownBy(() -> plan(Plan.Baseline.ofMean(1, 1), 1, 1, 0.5)).hasMessageContaining("not 1");
        assertThatThrownBy(() -> plan(Plan.Baseline.ofMean(1, 0), 2, 1, 0.5)).hasMessageContaining("variance");
    }
}
