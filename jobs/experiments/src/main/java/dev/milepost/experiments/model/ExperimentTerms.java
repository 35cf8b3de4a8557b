package dev.milepost.experiments.model;

import java.io.Serializable;

/**
 * What experiments go by. Times in milliseconds.
 *
 * @param revisionMillis how long after its signup a binding may be revised
 * @param orderRetentionMillis how long after its sale what a refund takes off may change, and how far from it a refund may be
 * @param covariateMillis how far before an exposure sales are its covariate
 * @param reading how what was counted is read
 */
public record ExperimentTerms(
        long revisionMillis, long orderRetentionMillis, long covariateMillis, ReadingTerms reading)
        implements Serializable {}
