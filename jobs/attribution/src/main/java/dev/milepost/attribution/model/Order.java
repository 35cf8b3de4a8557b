package dev.milepost.attribution.model;

import dev.milepost.attribution.model.UserFact.Purchase;
import dev.milepost.attribution.model.UserFact.PurchaseKind;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All purchases of one order_id, in the fold's order; immutable.
 *
 * <p>What counts is decided by the times of the events alone, so it does not matter how long the order was kept: see
 * {@link #refusal}.
 *
 * @param orderId the order
 * @param forgotten it was sold, and its sale and all that counted is kept no longer: the purchases here came too late
 * @param purchases its sales, refunds and cancellations
 */
public record Order(String orderId, boolean forgotten, List<Purchase> purchases) {

    Order with(Purchase purchase) {
        List<Purchase> next = new ArrayList<>(purchases.size() + 1);
        for (Purchase other : purchases) {
            if (!other.identity().equals(purchase.identity())) {
                next.add(other);
            }
        }
        next.add(purchase);
        next.sort(Timed.ORDER);
        return new Order(orderId, forgotten, List.copyOf(next));
    }

    /**
     * What nothing to come changes any more; the same order where that is all of it.
     *
     * <p>Whether its purchases count is settled once it is sold, and was told when they came: only for a letter still to be
     * told do they keep the fields that nothing is decided by.
     */
    Order settled() {
        return isSettled()
                ? this
                : new Order(
                        orderId,
                        forgotten,
                        purchases.stream().map(Purchase::withoutRest).toList());
    }

    /** No purchase of it has to keep more than what decides; that of an order which is not sold may be refused yet. */
    boolean isSettled() {
        return sale() == null
                || purchases.stream().allMatch(purchase -> purchase.rest().isEmpty());
    }

    /** The sale that makes the order: the earliest; null where only refunds are known, or the order is forgotten. */
    Purchase sale() {
        if (forgotten) {
            return null;
        }
        for (Purchase purchase : purchases) {
            if (purchase.kind().isSale()) {
                return purchase;
            }
        }
        return null;
    }

    Purchase last() {
        return purchases.get(purchases.size() - 1);
    }

    /**
     * Gross less the refunds that stand, never below 0. The order has a sale.
     *
     * @param retentionMillis see {@link #refusal}
     */
    long netMinor(long retentionMillis) {
        long net = sale().amountMinor();
        for (long counted : refunds(retentionMillis).values()) {
            net -= counted;
        }
        return net;
    }

    /**
     * What each refund that is not refused takes off the order, in the fold's order: of a refund_id the first alone counts, and
     * nothing where it is cancelled; no more than the earlier ones have left. The order has a sale.
     *
     * @param retentionMillis see {@link #refusal}
     */
    Map<Purchase, Long> refunds(long retentionMillis) {
        Set<String> cancelled = new HashSet<>();
        List<Purchase> refunds = new ArrayList<>();
        for (Purchase purchase : purchases) {
            if (purchase.kind().isSale() || refusal(purchase, retentionMillis) != null) {
                continue;
            }
            if (purchase.kind() == PurchaseKind.REFUND_CANCELLED) {
                cancelled.add(purchase.refundId());
            } else {
                refunds.add(purchase);
            }
        }
        Map<Purchase, Long> counted = new LinkedHashMap<>();
        Set<String> told = new HashSet<>();
        long left = sale().amountMinor();
        for (Purchase refund : refunds) {
            boolean counts = told.add(refund.refundId()) && !cancelled.contains(refund.refundId());
            long taken = counts ? Math.min(left, refund.amountMinor()) : 0;
            left -= taken;
            counted.put(refund, taken);
        }
        return counted;
    }

    /** The latest event that what a refund takes off rests on: the sale, the refund, those before it, their cancellations. */
    long refundKnownMillis(Purchase refund) {
        Set<String> before = new HashSet<>();
        long known = sale().timeMillis();
        for (Purchase purchase : purchases) {
            if (!purchase.kind().isSale() && Timed.ORDER.compare(purchase, refund) <= 0) {
                before.add(purchase.refundId());
                known = Math.max(known, purchase.timeMillis());
            }
        }
        for (Purchase purchase : purchases) {
            if (purchase.kind() == PurchaseKind.REFUND_CANCELLED && before.contains(purchase.refundId())) {
                known = Math.max(known, purchase.timeMillis());
            }
        }
        return known;
    }

    /**
     * Why that purchase of the order counts for nothing, or null where it counts.
     *
     * @param retentionMillis how far from the sale a purchase may be, before or after; the order is kept as long
     */
    AttributionFact.Refused refusal(Purchase purchase, long retentionMillis) {
        Purchase sale = sale();
        if (forgotten || (sale != null && purchase.timeMillis() - sale.timeMillis() > retentionMillis)) {
            return new AttributionFact.Refused(
                    purchase,
                    "order_expired",
                    "order_id " + orderId + " was sold more than attribution.order_retention before it");
        }
        if (sale == null || sale.timeMillis() - purchase.timeMillis() > retentionMillis) {
            return new AttributionFact.Refused(
                    purchase,
                    "order_unknown",
                    "no ORDER or RENEWAL of order_id " + orderId
                            + " and of its user within attribution.order_retention");
        }
        if (purchase.kind().isSale()) {
            return purchase.equals(sale)
                    ? null
                    : new AttributionFact.Refused(
                            purchase,
                            "duplicate_order",
                            "order_id " + orderId + " was made by event " + sale.eventId() + " already");
        }
        if (purchase.kind() == PurchaseKind.REFUND_CANCELLED
                || purchase.currency().equals(sale.currency())) {
            return null;
        }
        return new AttributionFact.Refused(
                purchase,
                "currency_mismatch",
                "currency is " + purchase.currency() + ", the order's is " + sale.currency());
    }
}
