package dev.milepost.console.review;

import dev.milepost.schemas.event.ReviewAction;

/**
 * A review that was sent.
 *
 * @param timeMillis its event time
 */
record Sent(String eventId, String programId, String caseId, ReviewAction action, long timeMillis) {}
