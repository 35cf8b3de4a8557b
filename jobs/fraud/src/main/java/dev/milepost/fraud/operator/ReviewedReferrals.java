package dev.milepost.fraud.operator;

import dev.milepost.fraud.model.account.AccountFact.Opinion;
import dev.milepost.schemas.event.Review;

/** What a raw review says of the referrals that it names. One that names none says nothing: which those are, its case knows. */
final class ReviewedReferrals {

    private ReviewedReferrals() {}

    /** Of each of {@code referral_ids}; null: nothing. PARTIAL names those that it rejects. */
    static Opinion opinion(Review review) {
        return switch (review.getAction()) {
            case APPROVE -> Opinion.BENIGN;
            case REJECT, PARTIAL -> Opinion.FRAUD;
            case NOT_LINKED -> Opinion.NOT_LINKED;
            case CLAIM, RELEASE_CLAIM, ESCALATE, APPEAL, UNKNOWN -> null;
        };
    }
}
