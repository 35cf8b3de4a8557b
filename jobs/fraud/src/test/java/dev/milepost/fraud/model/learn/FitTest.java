package dev.milepost.fraud.model.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FitTest {

    private static final double FREE = Double.NEGATIVE_INFINITY;

    private static double[] one(double target, double least) {
        return Fit.solve(new Problem(
                new double[][] {{1}},
                new double[] {target},
                new double[] {1},
                new double[] {0},
                new double[] {1},
                new double[] {least}));
    }

    /** σ(β) − y + β = 0: σ(0.3) = 0.574443, so y = 0.874443 gives 0.3, and y = 1 − 0.874443 gives −0.3. */
    @Test
    void oneExampleIsSolvedByHand() {
        assertThat(one(0.8744425, FREE)[0]).isEqualTo(0.3, within(1e-6));
        assertThat(one(0.1255575, FREE)[0]).isEqualTo(-0.3, within(1e-6));
        assertThat(one(0.1255575, 0)[0]).isZero();
    }

    @Test
    void withoutExamplesThePriorStands() {
        Problem nothing = new Problem(
                new double[0][], new double[0], new double[0], new double[] {-4, 2}, new double[] {1, 1}, new double[] {
                    FREE, 0
                });
        assertThat(Fit.solve(nothing)).containsExactly(-4, 2);
    }

    /** Karush, Kuhn and Tucker: the slope is 0 where a coefficient is free, and not below it where it is at its bound. */
    @Test
    void noStepMakesItLess() {
        Random random = new Random(3);
        int bound = 0;
        for (int round = 0; round < 50; round++) {
            Problem problem = random(random);
            double[] solved = Fit.solve(problem);
            for (int j = 0; j < solved.length; j++) {
                double slope = slope(problem, solved, j);
                assertThat(solved[j]).isGreaterThanOrEqualTo(problem.least()[j]);
                if (solved[j] > problem.least()[j]) {
                    assertThat(slope).isEqualTo(0, within(1e-4));
                } else {
                    bound++;
                    assertThat(slope).isGreaterThan(-1e-4);
                }
            }
        }
        assertThat(bound).isGreaterThan(20);
    }

    private static double slope(Problem problem, double[] at, int j) {
        double[] up = at.clone();
        double[] down = at.clone();
        up[j] += 1e-5;
        down[j] -= 1e-5;
        return (problem.objective(up) - problem.objective(down)) / 2e-5;
    }

    private static Problem random(Random random) {
        int n = 30 + random.nextInt(100);
        double[][] rows = new double[n][4];
        double[] targets = new double[n];
        double[] importance = new double[n];
        for (int i = 0; i < n; i++) {
            rows[i] = new double[] {1, random.nextGaussian(), random.nextDouble(), random.nextGaussian() * 3};
            targets[i] = random.nextBoolean() ? 0.95 : 0.05;
            importance[i] = random.nextDouble() * 5;
        }
        return new Problem(
                rows, targets, importance, new double[] {-3, 1, 0.2, 0.1}, new double[] {2, 1, 1, 0.5}, new double[] {
                    FREE, 0, 0, 0
                });
    }
}
