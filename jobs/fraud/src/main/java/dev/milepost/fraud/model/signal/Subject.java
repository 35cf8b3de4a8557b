package dev.milepost.fraud.model.signal;

/**
 * What is assessed.
 *
 * @param assessmentId referral, time and trigger: the only assessment of its name
 * @param segment whose baselines hold: program, region and kind
 */
public record Subject(
        String assessmentId,
        String referralId,
        String programId,
        String advocateId,
        String refereeId,
        String segment) {}
