package dev.milepost.fraud.model.learn;

/**
 * A logistic regression to be solved: the least Σ_i v_i · loss(β·x_i, y_i) + ½ Σ_j ((β_j − β⁰_j) / σ_j)², with β_j at least its
 * bound.
 */
final class Problem {

    private final double[][] rows;
    private final double[] targets;
    private final double[] importance;
    private final double[] prior;
    private final double[] spread;
    private final double[] least;

    /**
     * A problem of these numbers, which are not copied.
     *
     * @param rows x_i
     * @param targets y_i, from 0 to 1
     * @param importance v_i, from 0
     * @param prior β⁰
     * @param spread σ, above 0
     * @param least the bounds; minus infinity where there is none
     */
    Problem(double[][] rows, double[] targets, double[] importance, double[] prior, double[] spread, double[] least) {
        this.rows = rows;
        this.targets = targets;
        this.importance = importance;
        this.prior = prior;
        this.spread = spread;
        this.least = least;
    }

    double[][] rows() {
        return rows;
    }

    double[] targets() {
        return targets;
    }

    double[] importance() {
        return importance;
    }

    double[] prior() {
        return prior;
    }

    double[] spread() {
        return spread;
    }

    double[] least() {
        return least;
    }

    double objective(double[] at) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            sum += importance[i] * Logistic.loss(dot(at, rows[i]), targets[i]);
        }
        for (int j = 0; j < at.length; j++) {
            double off = (at[j] - prior[j]) / spread[j];
            sum += off * off / 2;
        }
        return sum;
    }

    static double dot(double[] coefficients, double[] row) {
        double sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += coefficients[j] * row[j];
        }
        return sum;
    }
}
