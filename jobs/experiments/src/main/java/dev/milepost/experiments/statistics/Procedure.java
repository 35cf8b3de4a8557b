package dev.milepost.experiments.statistics;

/** How an interval and a p come of what was measured. */
public sealed interface Procedure permits FixedHorizon, ConfidenceSequence {

    /** 1 − confidence; above 0 and below ½. */
    double alpha();

    /** What is asked. */
    Alternative alternative();

    /** What is concluded of a difference. */
    Estimate estimate(Difference difference);

    /**
     * Refuses what is no α.
     *
     * @throws IllegalArgumentException if it is not above 0 and below ½
     */
    static void requireAlpha(double alpha) {
        if (!(alpha > 0 && alpha < 0.5)) {
            throw new IllegalArgumentException("α is above 0 and below 0.5, not " + alpha);
        }
    }
}
