package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {

    private static final Offset<Double> CLOSE = within(1e-12);

    /** .01 · 4; .02 · 3 = .06; .03 · 2 = .06; .04 · 1 is below the one before, so .06 again. */
    @Test
    void theSmallestIsMultipliedMostAndNoneOvertakesAnother() {
        assertThat(Holm.adjusted(List.of(0.03, 0.01, 0.04, 0.02)))
                .containsExactly(new double[] {.06, .04, .06, .06}, CLOSE);
    }

    @Test
    void noneIsAboveOneAndOneAloneIsLeftAsItIs() {
        assertThat(Holm.adjusted(List.of(0.6, 0.7))).containsExactly(new double[] {1, 1}, CLOSE);
        assertThat(Holm.adjusted(List.of(0.03))).containsExactly(new double[] {0.03}, CLOSE);
        assertThat(Holm.adjusted(List.of())).isEmpty();
    }
}
