package dev.milepost.milestones.operator;

import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.row.DeadLetterRow;

/**
 * Dead letters of reviews that decide about rewards without saying which: APPROVE and REJECT of a whole case, and PARTIAL. Which
 * referrals are a case's, and which of them a part is, only the operator of cases knows.
 */
final class UnresolvedReviews {

    static final String REASON = "review_unresolved";

    private UnresolvedReviews() {}

    /** Null where the review decides nothing, or says about what. */
    static DeadLetterRow letter(Event event, Review review) {
        String detail = switch (review.getAction()) {
            case APPROVE, REJECT ->
                review.getReferralIds().isEmpty()
                        ? review.getAction() + " of all referrals of the case " + review.getCaseId()
                                + ", and nothing knows yet which they are: send it again with referral_ids and an"
                                + " event_id of its own"
                        : null;
            case PARTIAL ->
                "PARTIAL of the case " + review.getCaseId() + " does not say what is approved and what is rejected:"
                        + " send an APPROVE and a REJECT, each with referral_ids and an event_id of its own";
            case CLAIM, RELEASE_CLAIM, ESCALATE, NOT_LINKED, APPEAL, UNKNOWN -> null;
        };
        return detail == null ? null : DeadLetters.of(REASON, detail, event);
    }
}
