package dev.milepost.experiments.model;

import dev.milepost.experiments.statistics.Comparison;

/**
 * What an experiment says of one arm on one metric, by now.
 *
 * @param line the arm and the metric
 * @param control the arm that it is compared with
 * @param comparison as it was measured; null where {@code status} is not {@link Status#READ}
 * @param adjusted the same by the covariate; null where that is so, or it cannot be said
 * @param n outcomes of the arm
 * @param controlN outcomes of control
 */
public record Result(
        Line line, String control, Status status, Comparison comparison, Comparison adjusted, long n, long controlN) {

    /** Whether it says anything. */
    public enum Status {
        /** Arms have not the units they should have: no figure means anything. */
        BLOCKED,
        /** Too few outcomes, or none differs from another. */
        TOO_EARLY,
        /** An effect with an interval that holds however often it is looked at. */
        READ
    }
}
