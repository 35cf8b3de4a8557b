package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SampleTest {

    private static final double EXACT = 1e-15;

    /** 1, 2, 6 cents: mean 3, squares 4 + 1 + 9 = 14, over 2. */
    @Test
    void aMeanHasTheVarianceOfASample() {
        Sample sample = Sample.ofMean(Moments.of(1, 2, 6), 2);
        assertThat(sample.mean()).isEqualTo(0.03);
        assertThat(sample.variance()).isEqualTo(0.0007, within(EXACT));
    }

    /** Of 4 units 1 is 1: p(1 − p) = 3/16 as a proportion, 4/3 of that as a mean. */
    @Test
    void onlyADeclaredProportionHasThatOfABernoulliVariable() {
        ArmMoments moments = Moments.of(0, 1, 0, 0);
        assertThat(Sample.ofMean(moments, 0).variance()).isEqualTo(0.25);
        assertThat(Sample.ofProportion(moments).variance()).isEqualTo(0.1875);
    }

    @Test
    void aProportionOfOtherNumbersIsRefused() {
        assertThatThrownBy(() -> Sample.ofProportion(Moments.of(1, 0, -1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("A proportion is of units that are 0 or 1");
        assertThatThrownBy(() -> Sample.ofProportion(Moments.of(2, 0))).isInstanceOf(IllegalArgumentException.class);
    }

    /** A double would have lost all of it: the variance of 1e15 + {0, 1, 2} is 1. */
    @Test
    void aVarianceFarFromZeroLosesNothing() {
        long far = 1_000_000_000_000_000L;
        assertThat(Sample.ofMean(Moments.of(far, far + 1, far + 2), 0).variance())
                .isEqualTo(1);
    }

    @Test
    void tooFewUnitsSayNothing() {
        assertThat(Sample.ofMean(ArmMoments.NONE, 0).mean()).isNaN();
        assertThat(Sample.ofMean(Moments.of(5), 0)).isEqualTo(new Sample(1, 5, Double.NaN));
    }
}
