package dev.milepost.simulator;

import dev.milepost.schemas.event.Purchase;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One order: what was paid, what went back. The order in which events come makes no difference. */
final class OrderBook {

    private Purchase order;
    private final Map<String, Long> refunds = new LinkedHashMap<>();
    private final Set<String> cancelled = new LinkedHashSet<>();

    void add(Purchase purchase) {
        switch (purchase.getKind()) {
            case ORDER, RENEWAL -> order = purchase;
            case REFUND, CHARGEBACK -> refunds.putIfAbsent(purchase.getRefundId(), purchase.getAmountMinor());
            case REFUND_CANCELLED -> cancelled.add(purchase.getRefundId());
            case UNKNOWN -> throw new IllegalArgumentException("A purchase of kind UNKNOWN was simulated: " + purchase);
        }
    }

    /** The ORDER or RENEWAL; null where it has not come. */
    Purchase order() {
        return order;
    }

    boolean hasRefund() {
        return !refunds.isEmpty();
    }

    /** Gross less the refunds that stand, never below 0; 0 where there is no order. */
    long netMinor() {
        if (order == null) {
            return 0;
        }
        long net = order.getAmountMinor();
        for (Map.Entry<String, Long> refund : refunds.entrySet()) {
            if (!cancelled.contains(refund.getKey())) {
                net -= refund.getValue();
            }
        }
        return Math.max(0, net);
    }
}
