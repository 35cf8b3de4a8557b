package dev.milepost.fraud.model.review;

import java.util.List;

/**
 * A case as it is.
 *
 * @param ringId of the latest alert that had one; null: none had
 * @param claimedBy who has claimed it; null: nobody, or the lease was given up; it ends by itself
 * @param claimedUntilMillis when the lease ends; 0: there is none
 * @param referrals how many it has
 * @param undecided how many of them nobody decided, or under appeal
 * @param scoreMillionths the highest of the undecided, by their latest alerts; 0: there are none
 * @param moneyMinor what is at risk in the undecided, by their latest alerts
 * @param slaMillis when a reviewer must have decided; Long.MAX_VALUE: no more, or no matter
 * @param dueMillis when it times out; Long.MAX_VALUE: never
 * @param pendingBy who decided first where a second person has to; null: nobody
 * @param mergedInto the case that it is part of; null: none
 * @param auditEvents how many its audit log has
 * @param auditHash the hash of the last of them
 * @param alerts the latest of each referral, as JSON objects: first of those that somebody has to decide, then by score; at most
 *     {@link #ALERTS}
 */
public record CaseView(
        String caseId,
        String programId,
        String advocateId,
        String ringId,
        CaseStatus status,
        long version,
        long openedMillis,
        String claimedBy,
        long claimedUntilMillis,
        boolean escalated,
        int referrals,
        int undecided,
        long scoreMillionths,
        long moneyMinor,
        long slaMillis,
        long dueMillis,
        String pendingBy,
        String mergedInto,
        long auditEvents,
        String auditHash,
        List<String> alerts) {

    /** As many as a review may name. */
    static final int ALERTS = CaseBook.BULK;
}
