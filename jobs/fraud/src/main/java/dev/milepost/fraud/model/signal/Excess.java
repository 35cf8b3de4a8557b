package dev.milepost.fraud.model.signal;

import org.apache.commons.math3.special.Beta;

/**
 * How sure it is that an advocate's rate is above twice the segment's: P(rate > θ) under the Beta posterior of hits and misses on
 * a prior with the segment's mean and the weight of {@link #PRIOR} referees. 1 − I_θ(a, b), the regularised incomplete beta
 * function (Gelman et al., "Bayesian data analysis", 2.4). θ is twice the segment's rate, at most half-way from there to 1.
 */
final class Excess {

    private static final double PRIOR = 4;

    private Excess() {}

    static Reading read(Signal signal, Counted counted, double usual, Missing none) {
        if (counted.of() == 0) {
            return Reading.missing(signal, none);
        }
        return Reading.of(signal, probability(counted.hits(), counted.of(), usual), counted.ids());
    }

    /**
     * The probability.
     *
     * @param usual the segment's rate, between 0 and 1
     */
    static double probability(int hits, int of, double usual) {
        double least = Math.min(2 * usual, (1 + usual) / 2);
        double a = PRIOR * usual + hits;
        double b = PRIOR * (1 - usual) + of - hits;
        // From the other side, so that a small probability keeps its digits.
        return Math.min(1, Math.max(0, Beta.regularizedBeta(1 - least, b, a)));
    }
}
