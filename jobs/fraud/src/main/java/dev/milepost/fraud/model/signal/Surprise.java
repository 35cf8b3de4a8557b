package dev.milepost.fraud.model.signal;

import org.apache.commons.math3.special.Beta;

/**
 * How surprising it is that so many of so many show a trait that one in 1/u of the segment shows. N is binomial; P(N ≥ h) =
 * I_u(h, n − h + 1), the regularised incomplete beta function.
 */
final class Surprise {

    /** Up to so many (1 − u)^n is above 1e-300, for u is at most .9. */
    private static final int SUMMED = 300;

    private Surprise() {}

    /** P(N ≥ hits). */
    static double atLeast(int hits, int of, double usual) {
        if (hits <= 0) {
            return 1;
        }
        return hits > of ? 0 : Beta.regularizedBeta(usual, hits, of - hits + 1.0);
    }

    /**
     * −log10 of the mid-p value (P(N ≥ hits) + P(N > hits)) / 2, at most 6: counts are few, and a half of what is as likely as
     * what was seen keeps them comparable (Lancaster, "Significance tests in discrete distributions", 1961).
     */
    static double middle(int hits, int of, double usual) {
        return of == 0 ? 0 : Log.tail(of <= SUMMED ? summed(hits, of, usual) : between(hits, of, usual));
    }

    static double between(int hits, int of, double usual) {
        return (atLeast(hits, of, usual) + atLeast(hits + 1, of, usual)) / 2;
    }

    /** The same as a sum of probabilities, which takes a fraction of the time. */
    static double summed(int hits, int of, double usual) {
        double odds = usual / (1 - usual);
        double at = StrictMath.pow(1 - usual, of);
        double below = 0;
        for (int k = 0; k < hits; k++) {
            below += at;
            at *= (of - k) / (k + 1.0) * odds;
        }
        return 1 - below - at / 2;
    }
}
