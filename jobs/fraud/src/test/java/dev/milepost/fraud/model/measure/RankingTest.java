package dev.milepost.fraud.model.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers worked by hand, and two brute-force oracles that go through all pairs and all thresholds. */
class RankingTest {

    private static final double EXACT = 1e-12;

    /** + at 9, − at 8, + at 7, − at 6, − at 5: of 6 pairs 2 + 3 − … : the second + is below one −. */
    private static final Ranking FIVE = ranking("9+ 8- 7+ 6- 5-");

    @Test
    void measuresFiveRowsAsByHand() {
        assertThat(FIVE.auc()).isEqualTo(5 / 6.0, within(EXACT));
        assertThat(FIVE.averagePrecision()).isEqualTo((1.0 + 2 / 3.0) / 2, within(EXACT));
        assertThat(FIVE.truePositiveRate(0)).isEqualTo(0.5);
        assertThat(FIVE.truePositiveRate(0.33)).isEqualTo(0.5);
        assertThat(FIVE.truePositiveRate(0.34)).isEqualTo(1);
        assertThat(FIVE.precisionAt(1)).isEqualTo(1);
        assertThat(FIVE.precisionAt(2)).isEqualTo(0.5);
        assertThat(FIVE.precisionAt(100)).isEqualTo(0.4);
    }

    /** One + above, then +, −, − of one score, then one − below: of 6 pairs 3 + (1 + ½ + ½). */
    @Test
    void rowsOfOneScoreAreOneThreshold() {
        Ranking tied = ranking("3+ 2+ 2- 2- 1-");
        assertThat(tied.auc()).isEqualTo(5 / 6.0, within(EXACT));
        assertThat(tied.averagePrecision()).isEqualTo((1 + 2 / 4.0) / 2, within(EXACT));
        assertThat(tied.truePositiveRate(0.5))
                .as("a threshold at 2 lets two thirds through")
                .isEqualTo(0.5);
        assertThat(tied.truePositiveRate(0.67)).isEqualTo(1);
        assertThat(tied.precisionAt(2)).as("one + and a third of one").isEqualTo((1 + 1 / 3.0) / 2, within(EXACT));
    }

    @Test
    void scoresThatSayNothingAreWorthAHalf() {
        Ranking flat = ranking("1+ 1- 1- 1-");
        assertThat(flat.auc()).isEqualTo(0.5);
        assertThat(flat.averagePrecision()).isEqualTo(0.25);
        assertThat(flat.truePositiveRate(0.05)).isZero();
        assertThat(flat.precisionAt(1)).isEqualTo(0.25);
    }

    @Test
    void minusZeroIsZero() {
        assertThat(Ranking.of(new double[] {0.0, -0.0}, new boolean[] {true, false})
                        .auc())
                .isEqualTo(0.5);
    }

    @Test
    void agreesWithAllPairsAndAllThresholds() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int n = 2 + random.nextInt(60);
            double[] scores =
                    random.ints(n, 0, 1 + random.nextInt(40)).asDoubleStream().toArray();
            boolean[] labels = new boolean[n];
            for (int i = 0; i < n; i++) {
                labels[i] = random.nextInt(4) == 0;
            }
            labels[0] = true;
            labels[1] = false;
            Ranking ranking = Ranking.of(scores, labels);
            assertThat(ranking.auc()).isEqualTo(pairs(scores, labels), within(EXACT));
            assertThat(ranking.averagePrecision()).isEqualTo(thresholds(scores, labels), within(EXACT));
            assertThat(ranking.truePositiveRate(0.05)).isEqualTo(reached(scores, labels, 0.05), within(EXACT));
            assertThat(ranking.truePositiveRate(0.3)).isEqualTo(reached(scores, labels, 0.3), within(EXACT));
        }
    }

    @Test
    void figuresAreTheseOnesAndTheirMean() {
        Figures figures = Figures.of(FIVE);
        assertThat(figures).isEqualTo(new Figures(FIVE.auc(), FIVE.averagePrecision(), 0.5, 0.5, 0.5, 0.4));
        Figures other = new Figures(0, 1, 0, 1, 0, 1);
        assertThat(Figures.mean(Arrays.asList(figures, other)).precisionAt100()).isEqualTo(0.7, within(EXACT));
        assertThat(Figures.mean(Arrays.asList(figures, other)).auc()).isEqualTo(5 / 12.0, within(EXACT));
    }

    @Test
    void whatCannotBeRankedIsRefused() {
        assertThatThrownBy(() -> Ranking.of(new double[1], new boolean[2])).hasMessage("1 scores, but 2 labels");
        assertThatThrownBy(() -> Ranking.of(new double[] {Double.NaN}, new boolean[1]))
                .hasMessage("A score is not a number");
        assertThatThrownBy(() -> FIVE.precisionAt(0)).hasMessage("The first 0 rows are none");
    }

    private static double pairs(double[] scores, boolean[] labels) {
        double won = 0;
        int pairs = 0;
        for (int p = 0; p < scores.length; p++) {
            for (int q = 0; q < scores.length; q++) {
                if (labels[p] && !labels[q]) {
                    pairs++;
                    won += scores[p] > scores[q] ? 1 : scores[p] == scores[q] ? 0.5 : 0;
                }
            }
        }
        return won / pairs;
    }

    private static double thresholds(double[] scores, boolean[] labels) {
        double[] distinct = Arrays.stream(scores).distinct().sorted().toArray();
        double sum = 0;
        double recallBefore = 0;
        for (int t = distinct.length - 1; t >= 0; t--) {
            double recall = share(scores, labels, distinct[t], true);
            sum += (recall - recallBefore) * precision(scores, labels, distinct[t]);
            recallBefore = recall;
        }
        return sum;
    }

    private static double reached(double[] scores, boolean[] labels, double rate) {
        return Arrays.stream(scores)
                .filter(threshold -> share(scores, labels, threshold, false) <= rate)
                .map(threshold -> share(scores, labels, threshold, true))
                .max()
                .orElse(0);
    }

    private static double share(double[] scores, boolean[] labels, double threshold, boolean label) {
        int all = 0;
        int passed = 0;
        for (int i = 0; i < scores.length; i++) {
            if (labels[i] == label) {
                all++;
                passed += scores[i] >= threshold ? 1 : 0;
            }
        }
        return (double) passed / all;
    }

    private static double precision(double[] scores, boolean[] labels, double threshold) {
        int passed = 0;
        int right = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= threshold) {
                passed++;
                right += labels[i] ? 1 : 0;
            }
        }
        return (double) right / passed;
    }

    /** {@code 9+ 8-}: scores with their labels. */
    private static Ranking ranking(String text) {
        String[] rows = text.split(" ", -1);
        double[] scores = new double[rows.length];
        boolean[] labels = new boolean[rows.length];
        for (int i = 0; i < rows.length; i++) {
            scores[i] = Double.parseDouble(rows[i].substring(0, rows[i].length() - 1));
            labels[i] = rows[i].endsWith("+");
        }
        return Ranking.of(scores, labels);
    }
}
