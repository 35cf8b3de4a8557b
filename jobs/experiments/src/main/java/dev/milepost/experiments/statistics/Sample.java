package dev.milepost.experiments.statistics;

import java.math.BigInteger;

/**
 * One arm's figures of one metric.
 *
 * @param n units
 * @param mean of a unit; NaN where there is none
 * @param variance of a unit; NaN where there are too few to say: none of a proportion, fewer than two otherwise
 */
public record Sample(long n, double mean, double variance) {

    /**
     * Of a mean: ȳ = Σy ÷ n and s² = (Σy² − (Σy)² ÷ n) ÷ (n − 1), the unbiased variance, of columns of 0 and 1 too.
     *
     * @param moments whose y is in units of 10^−decimals
     * @param decimals of y; those of cents, in the currency, are 2
     */
    public static Sample ofMean(ArmMoments moments, int decimals) {
        long n = moments.n();
        double variance =
                n < 2 ? Double.NaN : Exact.quotient(moments.spreadY(), Exact.pairs(n), Math.multiplyExact(2, decimals));
        return new Sample(n, mean(moments, decimals), variance);
    }

    /**
     * Of a declared proportion: p = Σy ÷ n, and the variance p(1 − p) of a Bernoulli variable, the estimate of maximum likelihood.
     *
     * @param moments whose y is 0 or 1
     * @throws IllegalArgumentException if y is another number of some unit
     */
    public static Sample ofProportion(ArmMoments moments) {
        // y(y − 1) is 0 for 0 and 1 and above 0 for every other whole number.
        if (!moments.sumYy().equals(moments.sumY())) {
            throw new IllegalArgumentException("A proportion is of units that are 0 or 1: " + moments);
        }
        double p = mean(moments, 0);
        return new Sample(moments.n(), p, p * (1 - p));
    }

    private static double mean(ArmMoments moments, int decimals) {
        return moments.n() == 0
                ? Double.NaN
                : Exact.quotient(moments.sumY(), BigInteger.valueOf(moments.n()), decimals);
    }

    /** Of the mean: s² ÷ n, the square of its standard error. */
    double varianceOfMean() {
        return variance / n;
    }
}
