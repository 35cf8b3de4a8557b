package dev.milepost.experiments.statistics;

import java.util.Map;

/**
 * What is compared, and the sums of it by arm.
 *
 * @param name of the metric
 * @param decimals of y, whose unit is 10^−decimals
 * @param decimalsOfX of the covariate, whose unit is 10^−decimalsOfX; 0 without one
 * @param kind how its mean and variance are read
 * @param primary whether it is one that the experiment is decided by
 * @param arms sums by arm, control's among them
 */
public record Metric(
        String name, int decimals, int decimalsOfX, Kind kind, boolean primary, Map<String, ArmMoments> arms) {

    /** How a metric's mean and variance are read. */
    public enum Kind {
        /** Any numbers, with the sample's variance. */
        MEAN,
        /** 0 or 1 of each unit, declared to be so, with p(1 − p). */
        PROPORTION,
        /** Any numbers, adjusted by their covariate. */
        ADJUSTED
    }
}
