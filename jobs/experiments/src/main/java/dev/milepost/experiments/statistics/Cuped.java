package dev.milepost.experiments.statistics;

import java.math.BigInteger;

/**
 * Less variance by what was known before: y is replaced by y − θ(x − x̄), where x is a covariate measured strictly before
 * exposure and x̄ its mean over all arms, so that no arm's expectation changes.
 *
 * <p>θ = cov(y, x) ÷ var(x) over the units of all arms together minimises the variance, which becomes (1 − corr²) of what it was
 * (Deng, Xu, Kohavi and Walker 2013, "Improving the Sensitivity of Online Controlled Experiments by Utilizing Pre-Experiment
 * Data", eq. 4 and 5). A covariate that is the same for all has θ = 0.
 *
 * <p>An arm's adjusted variance is var(y) − 2θ cov(y, x) + θ² var(x), each with n − 1. θ is kept as a fraction, so what remains
 * of a y that x nearly determines is not the rest of a rounding.
 */
public final class Cuped {

    private final ArmMoments pooled;
    private final BigInteger above;
    private final BigInteger below;

    private Cuped(ArmMoments pooled) {
        this.pooled = pooled;
        boolean constant = pooled.spreadX().signum() == 0;
        this.above = constant ? BigInteger.ZERO : pooled.spreadXy();
        this.below = constant ? BigInteger.ONE : pooled.spreadX();
    }

    /**
     * By the units of all arms.
     *
     * @param arms moments of every arm, with their covariate
     */
    public static Cuped over(Iterable<ArmMoments> arms) {
        ArmMoments all = ArmMoments.NONE;
        for (ArmMoments arm : arms) {
            all = all.plus(arm);
        }
        return new Cuped(all);
    }

    /**
     * θ, in the metric's units for one of the covariate's.
     *
     * @param decimals of y
     * @param decimalsOfX of x
     */
    public double theta(int decimals, int decimalsOfX) {
        return Exact.quotient(above, below, decimals - decimalsOfX);
    }

    /**
     * An arm's figures after the adjustment.
     *
     * @param arm one of the arms, with its covariate
     * @param decimals of y; those of x cancel out
     */
    public Sample adjust(ArmMoments arm, int decimals) {
        long n = arm.n();
        return new Sample(
                n,
                n == 0 ? Double.NaN : mean(arm, decimals),
                n < 2 ? Double.NaN : variance(arm, Math.multiplyExact(2, decimals)));
    }

    /** Σy ÷ n − θ(Σx ÷ n − X ÷ N), X and N of all arms. */
    private double mean(ArmMoments arm, int decimals) {
        BigInteger n = BigInteger.valueOf(arm.n());
        BigInteger all = BigInteger.valueOf(pooled.n());
        BigInteger ahead = arm.sumX().multiply(all).subtract(pooled.sumX().multiply(n));
        BigInteger numerator = arm.sumY().multiply(below).multiply(all).subtract(above.multiply(ahead));
        return Exact.quotient(numerator, n.multiply(below).multiply(all), decimals);
    }

    private double variance(ArmMoments arm, int decimals) {
        BigInteger numerator = arm.spreadY()
                .multiply(below.pow(2))
                .subtract(arm.spreadXy().multiply(above).multiply(below).shiftLeft(1))
                .add(arm.spreadX().multiply(above.pow(2)));
        return Exact.quotient(numerator, Exact.pairs(arm.n()).multiply(below.pow(2)), decimals);
    }
}
