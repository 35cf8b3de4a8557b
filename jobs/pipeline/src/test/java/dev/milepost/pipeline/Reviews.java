package dev.milepost.pipeline;

import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.time.Instant;

/** Reviews as a test needs them. */
final class Reviews {

    private Reviews() {}

    /** By Rita, of ada's case in a program, and certain to have been shown; a rejection has its typology and reason. */
    static Review review(String id, Instant time, String caseId, String program, long version, ReviewAction action) {
        boolean rejects = action == ReviewAction.REJECT || action == ReviewAction.PARTIAL;
        return Review.newBuilder()
                .setEventId(id)
                .setEventTime(time)
                .setCaseId(caseId)
                .setProgramId(program)
                .setAdvocateId("ada")
                .setExpectedVersion(version)
                .setPropensity(new BigDecimal("1.000000"))
                .setAction(action)
                .setTypology(rejects ? "self_referral" : null)
                .setReason(rejects ? "same_card" : null)
                .setReviewer("rita")
                .build();
    }
}
