package dev.milepost.cohorts.model;

import java.io.Serializable;

/**
 * What cohorts go by. Times in milliseconds.
 *
 * @param settleMillis how long after the first conversion something may still say where its user came from
 * @param orderRetentionMillis how long after its sale what a refund takes off may change
 * @param askWindowMillis how far before the touch that bound a referral an ask has prompted it
 * @param touchMillis how far before its signup such a touch may be
 * @param revisionMillis how long after its signup a binding may be revised
 */
public record CohortTerms(
        long settleMillis, long orderRetentionMillis, long askWindowMillis, long touchMillis, long revisionMillis)
        implements Serializable {}
