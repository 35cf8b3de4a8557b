package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MantelHaenszelTest {

    private static final Offset<Double> CLOSE = within(1e-6);
    private static final int DRAWS = 4_000;

    /**
     * 8 of 20 against 6 of 30, and 6 of 10 against 12 of 40. w = 12, 8; d = (12 · .2 + 8 · .3) / 20. ΣP = −.72 − .96, ΣQ = 2.64 + 2.16:
     * var = (4.8 − .24 · 1.68) / 400. E = 5.6 + 3.6, V = 600 · 14 · 36 / (2500 · 49) + 400 · 18 · 32 / (2500 · 49).
     */
    @Test
    void twoStrataAreAsWorkedByHand() {
        MantelHaenszel sums = new MantelHaenszel();
        sums.add(20, 8, 30, 6);
        sums.add(10, 6, 40, 12);
        assertThat(sums.shareTreated()).isCloseTo(.48, CLOSE);
        assertThat(sums.shareControls()).isCloseTo(.24, CLOSE);
        assertThat(sums.difference()).isCloseTo(.24, CLOSE);
        assertThat(sums.se()).isCloseTo(Math.sqrt(.010992), CLOSE);
        assertThat(sums.z()).isCloseTo(4.8 / Math.sqrt(4.34938776), CLOSE);
        assertThat(sums.p()).isCloseTo(.0213588, within(1e-5));
        assertThat(sums.treated()).isEqualTo(30);
        assertThat(sums.controls()).isEqualTo(70);
    }

    /** One stratum is two shares: Q is then what n1 p0 q0 and the like sum to, and d the plain difference. */
    @Test
    void shareOfOneStratumIsThePlainOne() {
        MantelHaenszel sums = new MantelHaenszel();
        sums.add(400, 100, 600, 90);
        assertThat(sums.difference()).isCloseTo(.25 - .15, CLOSE);
        assertThat(sums.se()).isCloseTo(Math.sqrt(.25 * .75 / 400 + .15 * .85 / 600), within(2e-4));
    }

    /** Who activity alone moves: half of the active have it and most are treated. Taken together, treatment seems to do it. */
    @Test
    void whatOnlyGoesWithTheStratumIsNoDifference() {
        MantelHaenszel sums = new MantelHaenszel();
        sums.add(800, 400, 200, 100);
        sums.add(200, 20, 800, 80);
        assertThat(sums.difference()).isCloseTo(0, CLOSE);
        assertThat(sums.z()).isCloseTo(0, CLOSE);
        assertThat(sums.p()).isCloseTo(1, CLOSE);
        MantelHaenszel together = new MantelHaenszel();
        together.add(1_000, 420, 1_000, 180);
        assertThat(together.p()).isLessThan(1e-20);
    }

    @Test
    void aStratumWithoutEitherIsNotCounted() {
        MantelHaenszel sums = new MantelHaenszel();
        sums.add(20, 8, 30, 6);
        double before = sums.difference();
        sums.add(50, 50, 0, 0);
        sums.add(0, 0, 50, 0);
        assertThat(sums.difference()).isEqualTo(before);
        assertThat(sums.treated() + sums.controls()).isEqualTo(50);
    }

    /** Expected 9.2 of at most 24 and at least 0: below 10. Ten more with the outcome among as many make it 11.2. */
    @Test
    void whatCannotDifferEnoughIsNotJudged() {
        MantelHaenszel sums = new MantelHaenszel();
        assertThat(sums.isJudgeable()).isFalse();
        sums.add(20, 8, 30, 6);
        sums.add(10, 6, 40, 12);
        assertThat(sums.isJudgeable()).isFalse();
        sums.add(5, 2, 10, 4);
        assertThat(sums.isJudgeable()).isTrue();
        MantelHaenszel everybody = new MantelHaenszel();
        everybody.add(500, 500, 500, 500);
        assertThat(everybody.isJudgeable()).isFalse();
        assertThat(everybody.z()).isZero();
    }

    @Test
    void countsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> new MantelHaenszel().add(3, 4, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new MantelHaenszel().add(3, 1, 1, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Of strata of 400 and of 4 alike. The bounds are 4 standard errors of a share of 5 % in 4,000. */
    @Test
    void whereThereIsNoDifferencePIsUniformInLargeStrataAndInSmall() {
        for (int size : new int[] {400, 4}) {
            int[] below = new int[3];
            SplittableRandom random = new SplittableRandom(7_000 + size);
            for (int draw = 0; draw < DRAWS; draw++) {
                double p = drawn(random, size, 0).p();
                below[0] += p < .05 ? 1 : 0;
                below[1] += p < .5 ? 1 : 0;
                below[2] += p < .005 ? 1 : 0;
            }
            assertThat(below[0] / (double) DRAWS).as("strata of " + size).isBetween(.036, .064);
            assertThat(below[1] / (double) DRAWS).as("strata of " + size).isBetween(.46, .54);
            assertThat(below[2] / (double) DRAWS).as("strata of " + size).isBetween(.001, .0095);
        }
    }

    @Test
    void intervalsHoldADifferenceInLargeStrataAndInSmall() {
        for (int size : new int[] {400, 4}) {
            SplittableRandom random = new SplittableRandom(9_000 + size);
            int held = 0;
            for (int draw = 0; draw < DRAWS; draw++) {
                MantelHaenszel sums = drawn(random, size, .1);
                held += Math.abs(sums.difference() - .1) <= 1.959964 * sums.se() ? 1 : 0;
            }
            assertThat(held / (double) DRAWS).as("strata of " + size).isBetween(.936, .964);
        }
    }

    /** 800 units: the more active a stratum, the more are treated, and the more have the outcome. */
    private static MantelHaenszel drawn(SplittableRandom random, int size, double effect) {
        MantelHaenszel sums = new MantelHaenszel();
        for (int stratum = 0; stratum < 800 / size; stratum++) {
            double active = stratum * size / 800.0;
            long[] n = new long[2];
            long[] with = new long[2];
            for (int unit = 0; unit < size; unit++) {
                int treated = random.nextDouble() < .2 + .4 * active ? 1 : 0;
                n[treated]++;
                with[treated] += random.nextDouble() < .1 + .4 * active + treated * effect ? 1 : 0;
            }
            sums.add(n[1], with[1], n[0], with[0]);
        }
        return sums;
    }
}
