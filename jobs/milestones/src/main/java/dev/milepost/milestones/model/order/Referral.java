package dev.milepost.milestones.model.order;

/**
 * By which program a user is referred.
 *
 * @param signupMillis orders of before are none of the referral's
 * @param known the latest evidence
 */
record Referral(String program, long signupMillis, Moment known) {}
