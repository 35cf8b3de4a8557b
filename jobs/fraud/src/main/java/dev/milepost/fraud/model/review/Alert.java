package dev.milepost.fraud.model.review;

/**
 * A verdict above the program's {@code risk_over}.
 *
 * @param alertId unique; repeats say nothing
 * @param scoreMillionths from 0 to a million
 * @param moneyMinor what is at risk, in minor units of the program's currency, at least 0
 * @param propensityMillionths with what probability it is shown to a reviewer
 * @param blocked whether its reward is blocked, so that nobody has to look at it unless the advocate appeals
 * @param ringId the ring of the referral at that time; null: none
 */
public record Alert(
        String alertId,
        long timeMillis,
        String programId,
        String advocateId,
        String referralId,
        long scoreMillionths,
        long moneyMinor,
        long propensityMillionths,
        boolean blocked,
        String ringId) {}
