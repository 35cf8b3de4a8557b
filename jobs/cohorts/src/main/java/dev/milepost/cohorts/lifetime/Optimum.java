package dev.milepost.cohorts.lifetime;

import java.util.Arrays;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularMatrixException;
import org.apache.commons.math3.optim.InitialGuess;
import org.apache.commons.math3.optim.MaxEval;
import org.apache.commons.math3.optim.PointValuePair;
import org.apache.commons.math3.optim.SimpleValueChecker;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunction;
import org.apache.commons.math3.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.apache.commons.math3.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;

/**
 * Where a likelihood is greatest.
 *
 * <p>The mean over observations is maximised over the logarithms of the parameters, which keeps these above 0 and on one scale: by
 * commons-math's conjugate gradients (Polak and Ribière) until a round gains next to nothing, then by Newton's steps, which end at the maximum
 * however flat it is about it. It has settled where each derivative is below a millionth of an observation's unit.
 */
final class Optimum {

    private static final int MOST_EVALUATIONS = 20_000;
    private static final int MOST_ROUNDS = 5;
    private static final int MOST_STEPS = 20;
    private static final double LEVEL = 1e-6;
    private static final double LEVEL_AT_LAST = 1e-11;
    private static final double GAIN = 1e-9;

    /** Beyond e^±25 a parameter is on its way to infinity or 0. */
    private static final double FARTHEST = 25;

    /** So far a parameter is nowhere that purchases could have led to. */
    private static final double FAR = 9;

    private static final double STEP = 1e-4;

    private final double[] parameters;
    private final double[] standardErrors;
    private final double logLikelihood;

    private Optimum(double[] parameters, double[] standardErrors, double logLikelihood) {
        this.parameters = parameters;
        this.standardErrors = standardErrors;
        this.logLikelihood = logLikelihood;
    }

    /** At which it is greatest. */
    double[] parameters() {
        return parameters.clone();
    }

    /**
     * Of each parameter: the square roots of the diagonal of the inverse of the observed information, by differences of the
     * gradient; NaN where that has no inverse.
     */
    double[] standardErrors() {
        return standardErrors.clone();
    }

    double logLikelihood() {
        return logLikelihood;
    }

    /**
     * Climbs from a start.
     *
     * @param names of the parameters, for the message
     * @throws UnfitException where it does not settle
     */
    static Optimum of(Likelihood likelihood, double[] start, String... names) {
        OnLogarithms goal = new OnLogarithms(likelihood);
        double[] point = Arrays.stream(start).map(Math::log).toArray();
        for (int round = 0; round < MOST_ROUNDS && !goal.isLevelAt(point, LEVEL); round++) {
            point = stepped(goal, climb(goal, point, names));
        }
        if (!goal.isLevelAt(point, LEVEL)) {
            throw unsettled(point, names);
        }
        double[] parameters = Arrays.stream(point).map(Math::exp).toArray();
        return new Optimum(parameters, goal.standardErrors(point), goal.value(point) * likelihood.weight());
    }

    private static double[] climb(OnLogarithms goal, double[] from, String[] names) {
        NonLinearConjugateGradientOptimizer optimizer = new NonLinearConjugateGradientOptimizer(
                NonLinearConjugateGradientOptimizer.Formula.POLAK_RIBIERE,
                new SimpleValueChecker(GAIN, GAIN),
                1e-10,
                1e-10,
                0.1);
        try {
            PointValuePair best = optimizer.optimize(
                    new MaxEval(MOST_EVALUATIONS),
                    new ObjectiveFunction((MultivariateFunction) goal::value),
                    new ObjectiveFunctionGradient((MultivariateVectorFunction) goal::gradient),
                    GoalType.MAXIMIZE,
                    new InitialGuess(from));
            return best.getPoint();
        } catch (MathIllegalStateException e) {
            throw unsettled(from, names);
        }
    }

    /** By Newton's steps, as long as the likelihood bends down in every direction and a step makes it no smaller. */
    private static double[] stepped(OnLogarithms goal, double[] from) {
        double[] point = from;
        for (int i = 0; i < MOST_STEPS && !goal.isLevelAt(point, LEVEL_AT_LAST); i++) {
            double[] next;
            try {
                next = new ArrayRealVector(point)
                        .add(new CholeskyDecomposition(goal.information(point))
                                .getSolver()
                                .solve(new ArrayRealVector(goal.gradient(point)))
                                .mapMultiply(goal.likelihood().weight()))
                        .toArray();
            } catch (NonPositiveDefiniteMatrixException e) {
                return point;
            }
            if (!(goal.value(next) >= goal.value(point) - GAIN) || goal.slope(next) >= goal.slope(point)) {
                return point;
            }
            point = next;
        }
        return point;
    }

    private static UnfitException unsettled(double[] point, String[] names) {
        int farthest = 0;
        for (int i = 1; i < point.length; i++) {
            farthest = Math.abs(point[i]) > Math.abs(point[farthest]) ? i : farthest;
        }
        if (Math.abs(point[farthest]) < FAR) {
            return new UnfitException("the likelihood's maximum was not found");
        }
        return new UnfitException("the likelihood has no maximum: " + names[farthest] + " goes to "
                + (point[farthest] > 0 ? "infinity" : "0"));
    }

    /** The mean of a likelihood as a function of logarithms. */
    private record OnLogarithms(Likelihood likelihood) {

        double value(double[] point) {
            for (double coordinate : point) {
                if (!(Math.abs(coordinate) < FARTHEST)) {
                    return Double.NEGATIVE_INFINITY;
                }
            }
            return likelihood.at(exponentials(point), new double[point.length]) / likelihood.weight();
        }

        double[] gradient(double[] point) {
            double[] parameters = exponentials(point);
            double[] gradient = new double[point.length];
            likelihood.at(parameters, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= parameters[i] / likelihood.weight();
            }
            return gradient;
        }

        boolean isLevelAt(double[] point, double level) {
            return slope(point) < level;
        }

        /** The steepest. */
        double slope(double[] point) {
            return Arrays.stream(gradient(point)).map(Math::abs).max().orElse(0);
        }

        private static double[] exponentials(double[] point) {
            return Arrays.stream(point).map(Math::exp).toArray();
        }

        /** Of a parameter, its own value times the error of its logarithm. */
        double[] standardErrors(double[] point) {
            double[] errors = new double[point.length];
            Arrays.fill(errors, Double.NaN);
            try {
                RealMatrix inverse =
                        new LUDecomposition(information(point)).getSolver().getInverse();
                for (int i = 0; i < errors.length; i++) {
                    errors[i] = Math.exp(point[i]) * Math.sqrt(inverse.getEntry(i, i));
                }
            } catch (SingularMatrixException e) {
                return errors;
            }
            return errors;
        }

        private RealMatrix information(double[] point) {
            RealMatrix slopes = MatrixUtils.createRealMatrix(point.length, point.length);
            for (int i = 0; i < point.length; i++) {
                double[] above = point.clone();
                double[] below = point.clone();
                above[i] += STEP;
                below[i] -= STEP;
                double[] up = gradient(above);
                double[] down = gradient(below);
                for (int j = 0; j < point.length; j++) {
                    slopes.setEntry(i, j, -(up[j] - down[j]) / (2 * STEP) * likelihood.weight());
                }
            }
            return slopes.add(slopes.transpose()).scalarMultiply(0.5);
        }
    }
}
