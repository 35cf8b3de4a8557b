package dev.milepost.cohorts.model;

/**
 * Which ask prompted a referral: programs may have asks of one name.
 *
 * @param programId the ask's program, whatever that of the referral is
 * @param milestoneId the ask's id in it
 */
public record Ask(String programId, String milestoneId) {

    /** No ask. */
    static final Ask NONE = new Ask("", "");
}
