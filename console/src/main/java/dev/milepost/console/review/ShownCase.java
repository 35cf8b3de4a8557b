package dev.milepost.console.review;

import dev.milepost.console.web.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A case as the warehouse has it.
 *
 * @param status as {@code fraud_cases} spells it
 * @param openedAt event time, as text
 * @param claimedBy who claimed it last; empty: nobody
 * @param claimedUntil empty without a claim
 * @param isClaimed whether the claim has not ended by itself
 * @param score the highest of the undecided, from 0 to 1
 * @param moneyMinor what is at risk in the undecided, in minor units
 * @param slaAt until when somebody should have decided; empty: no matter
 * @param dueAt when it times out; empty: never
 * @param pendingBy who decided first, where a second person has to confirm; empty: nobody
 * @param mergedInto the case that it is part of; empty: none
 * @param lastMillis event time of what happened to it last; 0 where that was not asked for
 * @param priority what the queue is ordered by, in minor units
 * @param alerts the latest of each referral, the most urgent first; at most 100
 */
public record ShownCase(
        String programId,
        String caseId,
        String advocateId,
        String ringId,
        String status,
        long version,
        String openedAt,
        String claimedBy,
        String claimedUntil,
        boolean isClaimed,
        boolean escalated,
        int referrals,
        int undecided,
        BigDecimal score,
        long moneyMinor,
        String currency,
        String slaAt,
        String dueAt,
        String pendingBy,
        String mergedInto,
        long lastMillis,
        double priority,
        List<ShownAlert> alerts) {

    /** Of a row of {@link ReviewReads}. */
    static ShownCase of(Map<String, String> row) {
        return new ShownCase(
                row.get("program_id"),
                row.get("case_id"),
                row.get("advocate_id"),
                row.get("ring_id"),
                row.get("status"),
                Long.parseLong(row.get("version")),
                row.get("opened"),
                row.get("claimed_by"),
                row.get("claimed"),
                row.get("is_claimed").equals("true") || row.get("is_claimed").equals("1"),
                Boolean.parseBoolean(row.get("escalated")),
                Integer.parseInt(row.get("referrals")),
                Integer.parseInt(row.get("undecided")),
                new BigDecimal(row.get("score")),
                Long.parseLong(row.get("money_minor")),
                row.get("currency"),
                row.get("sla"),
                row.get("due"),
                row.get("pending_by"),
                row.get("merged_into"),
                Long.parseLong(row.get("last_millis")),
                Double.parseDouble(row.get("priority")),
                Json.list(row.get("alerts_json"), text -> ShownAlert.of(Json.object(text.asText()))));
    }

    /** Whether it has become part of another, where the pipeline takes nothing about it. */
    boolean isMerged() {
        return status.equals("MERGED");
    }

    /** Whether all its referrals are among the alerts. */
    public boolean showsAll() {
        return referrals <= alerts.size();
    }

    /** What is at risk, as people read it. */
    public String money() {
        return Money.text(Long.toString(moneyMinor), currency);
    }

    /** The score, as people read it; a dash where nothing is undecided, which it is of. */
    public String scoreText() {
        return undecided == 0 ? "–" : score.toPlainString();
    }

    /** The version that a change names, behind the case. */
    public String reference() {
        return caseId + "@" + version;
    }

    /** Whether somebody has to do something. */
    public boolean isAwaited() {
        return status.equals("OPEN") || status.equals("PENDING");
    }

    /** The referrals that somebody has yet to decide; of many the first hundred. */
    public List<String> open() {
        return alerts.stream()
                .filter(ShownAlert::isOpen)
                .map(ShownAlert::referralId)
                .toList();
    }

    /**
     * With what probability these were shown to a reviewer, in millionths: the greatest of their alerts, as one of them was enough to
     * show the case; of none named that of all.
     */
    long propensityMillionths(List<String> named) {
        return alerts.stream()
                .filter(alert -> named.isEmpty() || named.contains(alert.referralId()))
                .mapToLong(ShownAlert::propensityMillionths)
                .max()
                .orElse(0);
    }
}
