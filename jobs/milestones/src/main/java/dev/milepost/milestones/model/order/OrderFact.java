package dev.milepost.milestones.model.order;

/**
 * What has become of an order by that moment: all its refunds and chargebacks up to then that stand. Minor units of the order's
 * currency.
 *
 * @param program the program of the referral of the user whose order it is
 * @param grossMinor of the sale
 * @param refundedMinor cumulative; together with {@code chargedBackMinor} at most gross
 * @param chargedBackMinor cumulative
 * @param knownMillis the greatest received_at of them
 */
public record OrderFact(
        OrderKey key, String program, long grossMinor, long refundedMinor, long chargedBackMinor, long knownMillis) {}
