package dev.milepost.cohorts.lifetime;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.special.Beta;
import org.apache.commons.math3.special.Gamma;

/** Means under beta and gamma distributions by double-exponential quadrature: nothing of the closed forms is in it. */
final class Quadrature {

    private static final double STEP = 1.0 / 256;
    private static final double REACH = 6;

    private Quadrature() {}

    /** The mean of f(p, 1 − p) under Beta(a, b). */
    static double beta(double a, double b, DoubleBinaryOperator f) {
        double sum = 0;
        for (double u = -REACH; u <= REACH; u += STEP) {
            double w = Math.PI * Math.sinh(u);
            double logP = -Math.log1p(Math.exp(-w));
            double logQ = -Math.log1p(Math.exp(w));
            double density = Math.exp(a * logP + b * logQ - Beta.logBeta(a, b)) * Math.PI * Math.cosh(u);
            if (density > 0) {
                sum += density * f.applyAsDouble(Math.exp(logP), Math.exp(logQ)) * STEP;
            }
        }
        return sum;
    }

    /** The mean of f(λ) under Gamma of a shape and a rate. */
    static double gamma(double shape, double rate, DoubleUnaryOperator f) {
        double sum = 0;
        for (double u = -REACH; u <= REACH; u += STEP) {
            double logLambda = Math.PI / 2 * Math.sinh(u);
            double lambda = Math.exp(logLambda);
            double density = Math.exp(shape * (Math.log(rate) + logLambda) - rate * lambda - Gamma.logGamma(shape))
                    * Math.PI
                    / 2
                    * Math.cosh(u);
            if (density > 0) {
                sum += density * f.applyAsDouble(lambda) * STEP;
            }
        }
        return sum;
    }
}
