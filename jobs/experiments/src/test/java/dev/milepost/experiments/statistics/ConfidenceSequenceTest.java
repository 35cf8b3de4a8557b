package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConfidenceSequenceTest {

    /** ρ² = (5.99146 + 1.94469) / 5000 at α = .05; with n = 5000, nρ² = 7.93615, and the rest by a pocket calculator. */
    @Test
    void theHalfWidthIsThatByHand() {
        ConfidenceSequence sequence = new ConfidenceSequence(0.05, Alternative.TWO_SIDED, 5_000);
        assertThat(sequence.halfWidthInStandardErrors(5_000)).isEqualTo(3.03524, within(5e-5));
    }

    /** An interval that leaves 0 out has a p below α, and no other has: at every effect, whichever is asked. */
    @ParameterizedTest
    @EnumSource(Alternative.class)
    void pIsBelowAlphaWhereTheIntervalLeavesZeroOut(Alternative alternative) {
        Random random = new Random(3);
        int left = 0;
        for (int round = 0; round < 2_000; round++) {
            double alpha = 0.01 + 0.4 * random.nextDouble();
            Difference difference = new Difference(6 * random.nextGaussian(), 1, 100, 2 + random.nextInt(100_000));
            Estimate estimate = new ConfidenceSequence(alpha, alternative, 5_000).estimate(difference);
            boolean leavesZeroOut = estimate.ciLow() > 0 || estimate.ciHigh() < 0;
            assertThat(estimate.p() < alpha).as("%s", difference).isEqualTo(leavesZeroOut);
            left += leavesZeroOut ? 1 : 0;
        }
        assertThat(left).isBetween(300, 1_700);
    }

    @Test
    void anEffectTheOtherWayIsNoEvidence() {
        Difference fall = new Difference(-40, 1, 100, 5_000);
        assertThat(new ConfidenceSequence(0.05, Alternative.GREATER, 5_000)
                        .estimate(fall)
                        .p())
                .isEqualTo(1);
        assertThat(new ConfidenceSequence(0.05, Alternative.LESS, 5_000)
                        .estimate(fall)
                        .p())
                .isLessThan(1e-12);
    }
}
