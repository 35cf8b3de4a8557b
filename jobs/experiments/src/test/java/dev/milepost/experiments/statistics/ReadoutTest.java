package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadoutTest {

    private static final Procedure ONCE = new FixedHorizon(0.05, Alternative.TWO_SIDED);

    private static Map<String, ArmMoments> arms(long ofA, long ofB, long ofC) {
        Map<String, ArmMoments> arms = new LinkedHashMap<>();
        arms.put("B", Moments.ofBinary(1_000, ofB));
        arms.put("A", Moments.ofBinary(1_000, ofA));
        arms.put("C", Moments.ofBinary(1_000, ofC));
        return arms;
    }

    @Test
    void everyArmIsComparedWithControlOnEveryMetricAndThePrimaryOnesAreJudgedTogether() {
        Metric bought = new Metric("bought", 0, 0, Metric.Kind.PROPORTION, true, arms(100, 130, 121));
        Metric left = new Metric("left", 0, 0, Metric.Kind.MEAN, false, arms(50, 50, 80));
        List<Comparison> comparisons = Readout.comparisons("A", List.of(bought, left), ONCE);
        assertThat(comparisons)
                .extracting(each -> each.metric() + " " + each.arm() + "/" + each.control())
                .containsExactly("bought B/A", "bought C/A", "left B/A", "left C/A");
        double pOfB = comparisons.get(0).absolute().orElseThrow().p();
        double pOfC = comparisons.get(1).absolute().orElseThrow().p();
        assertThat(comparisons.get(0).pHolm()).isEqualTo(2 * pOfB, within(1e-12));
        assertThat(comparisons.get(1).pHolm()).isEqualTo(Math.max(2 * pOfB, pOfC), within(1e-12));
        assertThat(comparisons.get(2).pHolm()).isNaN();
        assertThat(comparisons.get(0).absolute().orElseThrow().effect()).isEqualTo(0.03, within(1e-12));
        assertThat(comparisons.get(0).relative().orElseThrow().effect()).isEqualTo(0.3, within(1e-12));
    }

    /** An arm that has nobody yet, or one in which nothing has happened: both are there, without figures, and do not count. */
    @Test
    void whatCannotBeComparedIsListedWithoutAnEffect() {
        Map<String, ArmMoments> arms = new LinkedHashMap<>();
        arms.put("A", Moments.ofBinary(1_000, 100));
        arms.put("B", ArmMoments.NONE);
        arms.put("C", Moments.ofBinary(1_000, 130));
        List<Comparison> comparisons =
                Readout.comparisons("A", List.of(new Metric("m", 0, 0, Metric.Kind.MEAN, true, arms)), ONCE);
        assertThat(comparisons.get(0).absolute()).isEmpty();
        assertThat(comparisons.get(0).relative()).isEmpty();
        assertThat(comparisons.get(0).pHolm()).isNaN();
        assertThat(comparisons.get(1).pHolm())
                .isEqualTo(comparisons.get(1).absolute().orElseThrow().p());
    }
}
