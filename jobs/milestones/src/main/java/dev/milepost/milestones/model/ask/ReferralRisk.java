package dev.milepost.milestones.model.ask;

/**
 * A fraud verdict on one of the user's referrals.
 *
 * @param scoreMillionths from 0 to a million
 */
public record ReferralRisk(String referralId, long timeMillis, String verdictId, long scoreMillionths)
        implements AskFact {}
