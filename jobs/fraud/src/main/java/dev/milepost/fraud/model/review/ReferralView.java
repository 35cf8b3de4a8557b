package dev.milepost.fraud.model.review;

/**
 * A referral of a case as it is.
 *
 * @param alertId of its latest alert, as all that follows up to {@code blocked}
 * @param propensityMillionths with what probability it was shown
 * @param approved whether the latest decision says so; with {@code rejected} false too nobody has decided
 * @param decidedBy who decided, alone or first; null: nobody
 * @param confirmedBy the second person; null: none was needed
 * @param appealed whether the advocate waits for another decision
 * @param notLinked whether a reviewer said that it does not belong to the ring
 */
public record ReferralView(
        String referralId,
        String alertId,
        long alertMillis,
        long scoreMillionths,
        long moneyMinor,
        long propensityMillionths,
        boolean blocked,
        boolean approved,
        boolean rejected,
        String decidedBy,
        String confirmedBy,
        boolean appealed,
        boolean notLinked) {}
