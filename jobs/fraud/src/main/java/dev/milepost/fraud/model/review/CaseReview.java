package dev.milepost.fraud.model.review;

import java.util.List;

/**
 * One event of the stream {@code reviews}.
 *
 * @param expectedVersion the version of the case that the reviewer saw
 * @param propensityMillionths with what probability the case was shown
 * @param referralIds what it is about; empty: all of the case
 * @param typology the kind of fraud, or null
 * @param reason why, in a word, or null
 * @param note why, in the reviewer's words, or null
 */
public record CaseReview(
        String eventId,
        long timeMillis,
        String caseId,
        String programId,
        String advocateId,
        long expectedVersion,
        long propensityMillionths,
        ReviewAction action,
        List<String> referralIds,
        String typology,
        String reason,
        String reviewer,
        String note) {

    public CaseReview {
        referralIds = List.copyOf(referralIds);
    }
}
