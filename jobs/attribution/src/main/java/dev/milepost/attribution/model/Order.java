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
 * @param orderId the order
 * @param purchases its sales, refunds and cancellations
 */
public record Order(String orderId, List<Purchase> purchases) {

    Order with(Purchase purchase) {
        List<Purchase> next = new ArrayList<>(purchases.size() + 1);
        for (Purchase other : purchases) {
            if (!other.identity().equals(purchase.identity())) {
                next.add(other);
            }
        }
        next.add(purchase);
        next.sort(Timed.ORDER);
        return new Order(orderId, List.copyOf(next));
    }

    /** The sale that makes the order: the earliest; null where only refunds are known. */
    Purchase sale() {
        for (Purchase purchase : purchases) {
            if (purchase.kind().isSale()) {
                return purchase;
            }
        }
        return null;
    }

    /** Gross less the refunds that stand, never below 0. */
    long netMinor() {
        Purchase sale = sale();
        Set<String> cancelled = new HashSet<>();
        Map<String, Purchase> refunds = new LinkedHashMap<>();
        for (Purchase purchase : purchases) {
            if (purchase.kind() == PurchaseKind.REFUND_CANCELLED) {
                cancelled.add(purchase.refundId());
            } else if (!purchase.kind().isSale() && purchase.currency().equals(sale.currency())) {
                refunds.putIfAbsent(purchase.refundId(), purchase);
            }
        }
        long net = sale.amountMinor();
        for (Purchase refund : refunds.values()) {
            if (!cancelled.contains(refund.refundId())) {
                net -= Math.min(net, refund.amountMinor());
            }
        }
        return net;
    }

    /** Why that purchase counts for nothing, or null where it counts. */
    AttributionFact.Refused refusal(Purchase purchase) {
        Purchase sale = sale();
        if (sale == null) {
            return null;
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
