package dev.milepost.experiments.statistics;

import org.apache.commons.math3.distribution.TDistribution;

/**
 * For who looks once, at a time that was set beforehand: Student's t with the difference's degrees of freedom (Welch 1947).
 *
 * <p>Two-sided: d ± t(1 − α/2, df) se, p = 2 P(T &gt; |d ÷ se|). {@code GREATER}: (d − t(1 − α, df) se, ∞), p = P(T &gt; d ÷ se).
 * {@code LESS}: (−∞, d + t(1 − α, df) se), p = P(T &lt; d ÷ se).
 */
public record FixedHorizon(double alpha, Alternative alternative) implements Procedure {

    private static final double QUANTILE_ACCURACY = 1e-12;

    /** @throws IllegalArgumentException if α is none */
    public FixedHorizon {
        Procedure.requireAlpha(alpha);
    }

    @Override
    public Estimate estimate(Difference difference) {
        TDistribution t = student(difference.df());
        double tail = alternative == Alternative.TWO_SIDED ? alpha / 2 : alpha;
        double halfWidth = -t.inverseCumulativeProbability(tail) * difference.se();
        return Estimate.of(difference, alternative, halfWidth, p(t, difference.t()));
    }

    /** By the lower tail, which is exact however small it is. */
    private double p(TDistribution student, double t) {
        return switch (alternative) {
            case TWO_SIDED -> Math.min(1, 2 * student.cumulativeProbability(-Math.abs(t)));
            case GREATER -> student.cumulativeProbability(-t);
            case LESS -> student.cumulativeProbability(t);
        };
    }

    static TDistribution student(double df) {
        return new TDistribution(null, df, QUANTILE_ACCURACY);
    }
}
