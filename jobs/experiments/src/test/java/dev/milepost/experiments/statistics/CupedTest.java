package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.math3.stat.correlation.Covariance;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.Variance;
import org.junit.jupiter.api.Test;

class CupedTest {

    private static final double CLOSE = 1e-9;

    /** As who has all units: θ over all, y − θ(x − x̄) of each, then mean and variance of those. */
    @Test
    void figuresAreThoseOfUnitsThatWereAdjustedOneByOne() {
        Random random = new Random(4);
        for (int round = 0; round < 50; round++) {
            int size = 30 + random.nextInt(50);
            long[][] x = new long[2][size];
            long[][] y = new long[2][size];
            for (int arm = 0; arm < 2; arm++) {
                for (int i = 0; i < size; i++) {
                    x[arm][i] = Math.round(1_000 * random.nextGaussian());
                    y[arm][i] = Math.round(0.7 * x[arm][i] + 500 * random.nextGaussian()) + 300L * arm;
                }
            }
            double[] allX = doubles(x[0], x[1]);
            double[] allY = doubles(y[0], y[1]);
            double theta = new Covariance().covariance(allX, allY) / new Variance().evaluate(allX);
            double meanX = new Mean().evaluate(allX);
            List<ArmMoments> arms = List.of(Moments.of(y[0], x[0]), Moments.of(y[1], x[1]));
            Cuped cuped = Cuped.over(arms);
            assertThat(cuped.theta(0, 0)).isEqualTo(theta, within(CLOSE));
            for (int arm = 0; arm < 2; arm++) {
                double[] adjusted = new double[size];
                for (int i = 0; i < size; i++) {
                    adjusted[i] = (y[arm][i] - theta * (x[arm][i] - meanX)) / 100;
                }
                Sample sample = cuped.adjust(arms.get(arm), 2);
                assertThat(sample.mean()).isEqualTo(new Mean().evaluate(adjusted), within(CLOSE));
                assertThat(sample.variance()).isEqualTo(new Variance().evaluate(adjusted), within(1e-7));
            }
        }
    }

    private static double[] doubles(long[] first, long[] second) {
        double[] both = new double[first.length + second.length];
        for (int i = 0; i < both.length; i++) {
            both[i] = i < first.length ? first[i] : second[i - first.length];
        }
        return both;
    }

    /** Rounding would leave a little of nothing; a fraction leaves nothing. */
    @Test
    void whatTheCovariateExplainsWhollyHasNoVarianceLeft() {
        long far = 987_654_321L;
        ArmMoments arm =
                Moments.of(new long[] {3 * far, 3 * far + 3, 3 * far + 21}, new long[] {far, far + 1, far + 7});
        Cuped cuped = Cuped.over(List.of(arm));
        assertThat(cuped.theta(0, 0)).isEqualTo(3);
        assertThat(cuped.adjust(arm, 0).variance()).isZero();
    }

    @Test
    void aCovariateThatIsTheSameForAllChangesNothing() {
        ArmMoments arm = Moments.of(new long[] {1, 2, 6}, new long[] {7, 7, 7});
        assertThat(Cuped.over(List.of(arm)).adjust(arm, 2)).isEqualTo(Sample.ofMean(arm, 2));
    }

    /** Of variance that the covariate explains by r² = .49/(.49 + .25), as much goes: about two thirds. */
    @Test
    void aComparisonSaysHowMuchVarianceWasSaved() {
        Random random = new Random(5);
        Map<String, ArmMoments> arms = new TreeMap<>(Map.of("A", ArmMoments.NONE, "B", ArmMoments.NONE));
        for (int i = 0; i < 20_000; i++) {
            long x = Math.round(1_000 * random.nextGaussian());
            long y = Math.round(0.7 * x + 500 * random.nextGaussian());
            String arm = i % 2 == 0 ? "A" : "B";
            arms.put(arm, arms.get(arm).add(y, x));
        }
        Metric metric = new Metric("spend", 2, 2, Metric.Kind.ADJUSTED, true, arms);
        Comparison comparison = Readout.comparisons("A", List.of(metric), new FixedHorizon(0.05, Alternative.TWO_SIDED))
                .get(0);
        Adjustment adjustment = comparison.adjustment().orElseThrow();
        assertThat(adjustment.varianceReduction()).isEqualTo(0.49 / 0.74, within(0.01));
        assertThat(adjustment.theta()).isEqualTo(0.7, within(0.01));
        assertThat(adjustment.meanObserved())
                .isEqualTo(Sample.ofMean(arms.get("B"), 2).mean());
        assertThat(adjustment.meanControlObserved())
                .isEqualTo(Sample.ofMean(arms.get("A"), 2).mean());
    }
}
