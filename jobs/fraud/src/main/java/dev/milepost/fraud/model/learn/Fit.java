package dev.milepost.fraud.model.learn;

import java.util.Arrays;

/**
 * Solves a {@link Problem}, which is strictly convex, so the answer is one: Newton steps on the quadratic model, each by coordinate
 * descent within the bounds (Friedman et al., "Regularization paths for generalized linear models via coordinate descent", 2010),
 * halved until the objective falls. Starts at the prior. Doubles, added in the order of rows: the same to the bit everywhere.
 */
final class Fit {

    private static final int NEWTON_STEPS = 50;
    private static final int SWEEPS = 200;
    private static final int HALVINGS = 30;
    private static final double CLOSE = 1e-9;

    private final Problem problem;
    private final int size;
    private final double[] gradient;
    private final double[][] curvature;

    private Fit(Problem problem) {
        this.problem = problem;
        this.size = problem.prior().length;
        this.gradient = new double[size];
        this.curvature = new double[size][size];
    }

    static double[] solve(Problem problem) {
        return new Fit(problem).solve();
    }

    private double[] solve() {
        double[] at = problem.prior().clone();
        double objective = problem.objective(at);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            differentiate(at);
            double[] towards = quadraticMinimum(at);
            double[] next = null;
            double share = 1;
            for (int half = 0; half < HALVINGS && next == null; half++, share /= 2) {
                double[] tried = between(at, towards, share);
                double reached = problem.objective(tried);
                if (reached < objective) {
                    next = tried;
                    objective = reached;
                }
            }
            if (next == null) {
                return at;
            }
            double moved = distance(at, next);
            at = next;
            if (moved < CLOSE) {
                return at;
            }
        }
        return at;
    }

    private void differentiate(double[] at) {
        for (int j = 0; j < size; j++) {
            double variance = problem.spread()[j] * problem.spread()[j];
            gradient[j] = (at[j] - problem.prior()[j]) / variance;
            Arrays.fill(curvature[j], 0);
            curvature[j][j] = 1 / variance;
        }
        for (int i = 0; i < problem.rows().length; i++) {
            addRow(at, i);
        }
    }

    private void addRow(double[] at, int i) {
        double[] row = problem.rows()[i];
        double probability = Logistic.sigma(Problem.dot(at, row));
        double slope = problem.importance()[i] * (probability - problem.targets()[i]);
        double bend = problem.importance()[i] * probability * (1 - probability);
        for (int j = 0; j < size; j++) {
            gradient[j] += slope * row[j];
            for (int k = 0; k < size; k++) {
                curvature[j][k] += bend * row[j] * row[k];
            }
        }
    }

    /** Where the quadratic model at a point is least, within the bounds. */
    private double[] quadraticMinimum(double[] at) {
        double[] step = new double[size];
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            double moved = 0;
            for (int j = 0; j < size; j++) {
                double slope = gradient[j] + Problem.dot(curvature[j], step);
                double wanted = Math.max(step[j] - slope / curvature[j][j], problem.least()[j] - at[j]);
                moved = Math.max(moved, Math.abs(wanted - step[j]));
                step[j] = wanted;
            }
            if (moved < CLOSE / 10) {
                break;
            }
        }
        double[] reached = new double[size];
        for (int j = 0; j < size; j++) {
            reached[j] = Math.max(problem.least()[j], at[j] + step[j]);
        }
        return reached;
    }

    private static double[] between(double[] from, double[] to, double share) {
        double[] between = new double[from.length];
        for (int j = 0; j < from.length; j++) {
            between[j] = share == 1 ? to[j] : from[j] + share * (to[j] - from[j]);
        }
        return between;
    }

    private static double distance(double[] one, double[] other) {
        double most = 0;
        for (int j = 0; j < one.length; j++) {
            most = Math.max(most, Math.abs(one[j] - other[j]));
        }
        return most;
    }
}
