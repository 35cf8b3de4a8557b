package dev.milepost.fraud.model.review;

import java.util.List;

/**
 * What was decided, for the ledger: a referral is in one of the lists at most.
 *
 * @param reviewId the event_id of the review that made it: of two people's that of the second
 * @param approved in the order of ids
 * @param rejected in the order of ids
 * @param typology the kind of fraud; null where nothing is rejected
 * @param reason null where none was given
 * @param reviewer who decided first
 * @param confirmedBy the second person; null: none was needed
 */
public record Decision(
        String caseId,
        String programId,
        String reviewId,
        long timeMillis,
        List<String> approved,
        List<String> rejected,
        String typology,
        String reason,
        String reviewer,
        String confirmedBy) {}
