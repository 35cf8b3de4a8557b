package dev.milepost.console.review;

import dev.milepost.schemas.event.ReviewAction;
import java.util.List;

/**
 * A review that was sent.
 *
 * @param timeMillis its event time
 * @param referralIds what it is about; empty: all of the case
 */
record Sent(
        String eventId,
        String programId,
        String caseId,
        ReviewAction action,
        long timeMillis,
        List<String> referralIds) {

    /** Whether it decides about money. */
    boolean decides() {
        return action == ReviewAction.APPROVE || action == ReviewAction.REJECT || action == ReviewAction.PARTIAL;
    }
}
