package dev.milepost.cohorts.model;

/**
 * Where a customer came from.
 *
 * @param source referral, a channel, or (none)
 * @param programId the program of the referral; empty where there is none
 * @param milestoneId the ask that prompted it; empty where there is none
 */
public record Source(String source, String programId, String milestoneId) {

    static final String REFERRAL = "referral";
    static final String NONE = "(none)";
}
