package dev.milepost.console.review;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The latest alert of a referral of a case.
 *
 * @param atMillis event time
 * @param scoreMillionths from 0 to a million
 * @param moneyMinor what is at risk, in minor units of the program's currency
 * @param propensityMillionths with what probability it was shown to a reviewer
 * @param blocked whether its rewards are blocked
 * @param state {@code open}, {@code approved}, {@code rejected} or {@code appealed}
 */
public record ShownAlert(
        String referralId,
        String verdictId,
        long atMillis,
        long scoreMillionths,
        long moneyMinor,
        long propensityMillionths,
        boolean blocked,
        String state) {

    /** Of one object of {@code fraud_cases.alerts}. */
    static ShownAlert of(JsonNode alert) {
        return new ShownAlert(
                alert.path("referral").asText(),
                alert.path("verdict").asText(),
                alert.path("at_millis").asLong(),
                alert.path("score_millionths").asLong(),
                alert.path("money_minor").asLong(),
                alert.path("propensity_millionths").asLong(),
                alert.path("blocked").asInt() == 1,
                alert.path("state").asText());
    }

    /** Whether somebody has yet to decide. */
    public boolean isOpen() {
        return state.equals("open") || state.equals("appealed");
    }
}
