package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WelchTest {

    private static final double CLOSE = 1e-9;

    /** 4, 6, 8: mean 6, variance 4. 1, 2, 3, 6: mean 3, variance 14/3. */
    private static final Sample TREATMENT = Sample.ofMean(Moments.of(4, 6, 8), 0);

    private static final Sample CONTROL = Sample.ofMean(Moments.of(1, 2, 3, 6), 0);

    @Test
    void theDifferenceIsThatByHand() {
        Difference difference = Welch.difference(TREATMENT, CONTROL).orElseThrow();
        assertThat(difference.effect()).isEqualTo(3);
        assertThat(difference.se()).isEqualTo(Math.sqrt(4 / 3.0 + 14 / 12.0), within(CLOSE));
        assertThat(difference.df()).isEqualTo(2.5 * 2.5 / (16 / 9.0 / 2 + 49 / 36.0 / 3), within(CLOSE));
        assertThat(difference.units()).isEqualTo(7);
    }

    /** Control is 3 with a standard error of 1.08: 2.8 of them from 0. Ten times as many units of the same are enough. */
    @Test
    void theLiftIsWithheldWhereControlIsNearZero() {
        assertThat(RelativeLift.difference(TREATMENT, CONTROL)).isEmpty();
        Sample sure = new Sample(40, 3, 14 / 3.0);
        Difference lift = RelativeLift.difference(TREATMENT, sure).orElseThrow();
        assertThat(lift.effect()).isEqualTo(1);
        assertThat(lift.se()).isEqualTo(Math.sqrt(4 / (3 * 9.0) + 14 / 3.0 * 36 / (40 * 81)), within(CLOSE));
        assertThat(RelativeLift.difference(sure, new Sample(40, 0, 0))).isEmpty();
    }

    /** Of losses: control −3, treatment −6 is twice the loss, a lift of +1, with a positive error. */
    @Test
    void aLiftOfWhatIsBelowZeroHasAnErrorAboveZero() {
        Difference lift = RelativeLift.difference(new Sample(30, -6, 4), new Sample(40, -3, 4))
                .orElseThrow();
        assertThat(lift.effect()).isEqualTo(1);
        assertThat(lift.se()).isPositive();
    }

    @Test
    void nothingIsSaidWithoutAVariance() {
        assertThat(Welch.difference(new Sample(1, 5, Double.NaN), CONTROL)).isEmpty();
        assertThat(Welch.difference(CONTROL, Sample.ofMean(ArmMoments.NONE, 0))).isEmpty();
        assertThat(Welch.difference(new Sample(5, 1, 0), new Sample(5, 2, 0))).isEmpty();
        Difference oneConstant = Welch.difference(new Sample(5, 1, 0), CONTROL).orElseThrow();
        assertThat(oneConstant.df()).isEqualTo(3, within(CLOSE));
        assertThat(RelativeLift.difference(new Sample(50, 0, 0), new Sample(40, 3, 4)))
                .as("−100 % without an error")
                .isEmpty();
    }

    /** t(1) is Cauchy: its quantile at .975 is tan(.475 π), and P(|T| > 1) is a half. */
    @Test
    void intervalAndPAreThoseOfStudent() {
        Difference difference = new Difference(2, 2, 1, 3);
        Estimate twoSided = new FixedHorizon(0.05, Alternative.TWO_SIDED).estimate(difference);
        double quantile = Math.tan(0.475 * Math.PI);
        assertThat(twoSided.p()).isEqualTo(0.5, within(CLOSE));
        assertThat(twoSided.ciLow()).isEqualTo(2 - 2 * quantile, within(1e-8));
        assertThat(twoSided.ciHigh()).isEqualTo(2 + 2 * quantile, within(1e-8));

        double oneSidedQuantile = Math.tan(0.45 * Math.PI);
        Estimate greater = new FixedHorizon(0.05, Alternative.GREATER).estimate(difference);
        assertThat(greater.p()).isEqualTo(0.25, within(CLOSE));
        assertThat(greater.ciLow()).isEqualTo(2 - 2 * oneSidedQuantile, within(1e-8));
        assertThat(greater.ciHigh()).isInfinite();

        Estimate less = new FixedHorizon(0.05, Alternative.LESS).estimate(difference);
        assertThat(less.p()).isEqualTo(0.75, within(CLOSE));
        assertThat(less.ciLow()).isInfinite().isNegative();
        assertThat(less.ciHigh()).isEqualTo(2 + 2 * oneSidedQuantile, within(1e-8));
    }

    @Test
    void aTinyPIsNotZero() {
        double p = new FixedHorizon(0.05, Alternative.GREATER)
                .estimate(new Difference(20, 1, 1e6, 1_000_000))
                .p();
        assertThat(p).isBetween(1e-90, 1e-87);
    }

    @Test
    void whatIsNoAlphaIsRefused() {
        assertThatThrownBy(() -> new FixedHorizon(0.5, Alternative.GREATER)).hasMessageContaining("not 0.5");
        assertThatThrownBy(() -> new FixedHorizon(Double.NaN, Alternative.GREATER))
                .hasMessageContaining("not NaN");
        assertThatThrownBy(() -> new ConfidenceSequence(0.05, Alternative.GREATER, 0))
                .hasMessageContaining("not 0.0");
    }
}
