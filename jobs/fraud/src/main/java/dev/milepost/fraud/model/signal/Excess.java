package dev.milepost.fraud.model.signal;

import org.apache.commons.math3.special.Beta;

/**
 * How sure it is that an advocate's rate is above twice the segment's: P(rate > θ) under the Beta posterior of hits and misses on
 * a prior with the segment's mean that is worth one hit: Beta(1 + hits, (1 − u)/u + misses), u the segment's rate. So one refund
 * is no pattern however rare refunds are. 1 − I_θ(a, b), the regularised incomplete beta function (Gelman et al., "Bayesian data
 * analysis", 2.4). θ is twice the segment's rate, at most half-way from there to 1.
 */
final class Excess {

    private static final double PRIOR_HITS = 1;

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
        double a = PRIOR_HITS + hits;
        double b = PRIOR_HITS * (1 - usual) / usual + of - hits;
        // From the other side, so that a small probability keeps its digits.
        return Math.min(1, Math.max(0, Beta.regularizedBeta(1 - least, b, a)));
    }
}
