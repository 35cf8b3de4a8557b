package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SampleRatioTest {

    private static SampleRatio of(Map<String, Long> observed, Map<String, Double> weights) {
        return SampleRatio.of(new TreeMap<>(observed), weights);
    }

    /** 60 and 40 of 100 that should be halves: (10² + 10²) / 50 = 4; P(χ²(1) > 4) = .0455. */
    @Test
    void twoHalvesAreThatByHand() {
        SampleRatio ratio = of(Map.of("A", 60L, "B", 40L), Map.of("A", 1.0, "B", 1.0));
        assertThat(ratio.chiSquared()).isEqualTo(4);
        assertThat(ratio.p()).isEqualTo(0.04550026, within(1e-8));
        assertThat(ratio.blocks()).isFalse();
    }

    /** With two degrees of freedom p is exp(−χ² ÷ 2). */
    @Test
    void threeArmsOfDifferentWeights() {
        SampleRatio ratio = of(Map.of("A", 520L, "B", 250L, "C", 230L), Map.of("A", 2.0, "B", 1.0, "C", 1.0, "D", 4.0));
        double chiSquared = 400 / 500.0 + 0 + 400 / 250.0;
        assertThat(ratio.chiSquared()).isEqualTo(chiSquared, within(1e-12));
        assertThat(ratio.p()).isEqualTo(Math.exp(-chiSquared / 2), within(1e-12));
        assertThat(ratio.arms()).extracting(SampleRatio.Arm::expected).containsExactly(500.0, 250.0, 250.0);
    }

    @Test
    void anArmWithoutUnitsIsListedAsNone() {
        SampleRatio ratio = of(Map.of("A", 20L, "B", 0L), Map.of("A", 0.5, "B", 0.5));
        assertThat(ratio.chiSquared()).isEqualTo(20);
        assertThat(ratio.blocks()).isTrue();
    }

    @Test
    void fewerThanTwoArmsCannotBeOff() {
        assertThat(of(Map.of("A", 1_000L), Map.of("A", 0.5, "B", 0.5)).p()).isEqualTo(1);
        assertThat(of(Map.of("A", 1_000L, "B", 900L), Map.of("A", 1.0, "B", 0.0))
                        .p())
                .isEqualTo(1);
        assertThat(of(Map.of("A", 0L, "B", 0L), Map.of("A", 1.0, "B", 1.0)).p()).isEqualTo(1);
    }

    @Test
    void itBlocksBelowOneInAThousandOnly() {
        Map<String, Double> halves = Map.of("A", 1.0, "B", 1.0);
        SampleRatio above = of(Map.of("A", 5_164L, "B", 4_836L), halves);
        SampleRatio below = of(Map.of("A", 5_165L, "B", 4_835L), halves);
        assertThat(above.p()).isBetween(0.001, 0.00104);
        assertThat(above.blocks()).isFalse();
        assertThat(below.p()).isBetween(0.00096, 0.001);
        assertThat(below.blocks()).isTrue();
    }

    @Test
    void aWeightThatIsNoneIsRefused() {
        assertThatThrownBy(() -> of(Map.of("A", 1L, "B", 1L), Map.of("A", 1.0)))
                .hasMessage("The weight of arm B is 0 or more, not null");
        assertThatThrownBy(() -> of(Map.of("A", 1L), Map.of("A", -1.0))).hasMessageContaining("not -1.0");
    }
}
