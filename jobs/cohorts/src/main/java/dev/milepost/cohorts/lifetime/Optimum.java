package dev.milepost.cohorts.lifetime;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.math3.analysis.MultivariateFunction;
import org.apache.commons.math3.analysis.MultivariateVectorFunction;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
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
 * commons-math's conjugate gradients (Polak and Ribière) until a round gains next to nothing, then by Newton's steps, which end at the
 * maximum however flat it is about it. It has settled where each derivative is below a millionth of an observation's unit.
 *
 * <p>Where customers differ in nothing (all leave alike: a and b go to infinity together) a likelihood is the flatter, the farther it is
 * followed. A pull of the logarithms to 0, of a hundred-millionth of an observation for their squares, ends that at some thousands, or
 * millions where they are as regular as subscribers; where the data say anything it changes no digit that anybody prints.
 */
final class Optimum {

    private static final int MOST_EVALUATIONS = 20_000;
    private static final int MOST_ROUNDS = 5;
    private static final int MOST_STEPS = 100;
    private static final double LEVEL = 1e-6;
    private static final double LEVEL_AT_LAST = 1e-11;
    private static final double GAIN = 1e-9;
    private static final double NOISE = 1e-13;
    private static final double LEAST_DAMPING = 1e-8;
    private static final double MOST_DAMPING = 1e4;
    private static final double EASE = 10;

    /** Beyond e^±25 a parameter is on its way to infinity or 0. */
    private static final double FARTHEST = 25;

    private static final double PULL = 1e-8;
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
     * @throws UnfitException where it does not settle
     */
    static Optimum of(Likelihood likelihood, double[] start) {
        OnLogarithms goal = new OnLogarithms(likelihood);
        double[] point = Arrays.stream(start).map(Math::log).toArray();
        for (int round = 0; round < MOST_ROUNDS && !goal.isLevelAt(point, LEVEL_AT_LAST); round++) {
            point = stepped(goal, climb(goal, point));
        }
        if (!goal.isLevelAt(point, LEVEL)) {
            throw new UnfitException("the likelihood's maximum was not found");
        }
        double[] parameters = Arrays.stream(point).map(Math::exp).toArray();
        return new Optimum(parameters, goal.standardErrors(point), likelihood.at(parameters, new double[start.length]));
    }

    /** Parameters that nothing was sought for: their errors and the likelihood are NaN. */
    static Optimum given(double... parameters) {
        double[] errors = new double[parameters.length];
        Arrays.fill(errors, Double.NaN);
        return new Optimum(parameters.clone(), errors, Double.NaN);
    }

    private static double[] climb(OnLogarithms goal, double[] from) {
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
            // A line along which it cannot be searched; Newton's steps may lead on.
            return from;
        }
    }

    /**
     * By Newton's steps, damped as Levenberg and Marquardt do: the more, the less a step would be of use, so that they lead along a ridge,
     * too, and out of where the likelihood does not bend down.
     */
    private static double[] stepped(OnLogarithms goal, double[] from) {
        double[] point = from;
        double damping = 0;
        for (int i = 0; i < MOST_STEPS && damping < MOST_DAMPING && !goal.isLevelAt(point, LEVEL_AT_LAST); i++) {
            RealMatrix information = goal.information(point);
            RealVector gradient = new ArrayRealVector(goal.gradient(point));
            Optional<double[]> next = Optional.empty();
            while (next.isEmpty() && damping < MOST_DAMPING) {
                next = step(goal, point, information, gradient, damping);
                damping = next.isPresent() ? damping / EASE : Math.max(LEAST_DAMPING, damping * EASE);
            }
            damping = damping < LEAST_DAMPING ? 0 : damping;
            point = next.orElse(point);
        }
        return point;
    }

    /** Where one step leads; nothing if it is of no use. */
    private static Optional<double[]> step(
            OnLogarithms goal, double[] point, RealMatrix information, RealVector gradient, double damping) {
        RealMatrix damped = information.add(
                MatrixUtils.createRealIdentityMatrix(point.length).scalarMultiply(damping));
        double[] next;
        try {
            next = new CholeskyDecomposition(damped)
                    .getSolver()
                    .solve(gradient)
                    .add(new ArrayRealVector(point))
                    .toArray();
        } catch (NonPositiveDefiniteMatrixException e) {
            return Optional.empty();
        }
        double gain = goal.value(next) - goal.value(point);
        // So near the maximum that values do not differ, slopes do.
        boolean isOfUse = gain > NOISE || (gain > -NOISE && goal.slope(next) < goal.slope(point));
        return isOfUse ? Optional.of(next) : Optional.empty();
    }

    /** The mean of a likelihood, and the pull, as a function of logarithms. */
    private record OnLogarithms(Likelihood likelihood) {

        double value(double[] point) {
            for (double coordinate : point) {
                if (!(Math.abs(coordinate) < FARTHEST)) {
                    return Double.NEGATIVE_INFINITY;
                }
            }
            double pull = PULL * Arrays.stream(point).map(each -> each * each).sum();
            return likelihood.at(exponentials(point), new double[point.length]) / likelihood.weight() - pull;
        }

        double[] gradient(double[] point) {
            double[] parameters = exponentials(point);
            double[] gradient = new double[point.length];
            likelihood.at(parameters, gradient);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] = gradient[i] * parameters[i] / likelihood.weight() - 2 * PULL * point[i];
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
                    errors[i] = Math.exp(point[i]) * Math.sqrt(inverse.getEntry(i, i) / likelihood.weight());
                }
            } catch (SingularMatrixException e) {
                return errors;
            }
            return errors;
        }

        /** Of one observation, on average. */
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
                    slopes.setEntry(i, j, -(up[j] - down[j]) / (2 * STEP));
                }
            }
            return slopes.add(slopes.transpose()).scalarMultiply(0.5);
        }
    }
}
