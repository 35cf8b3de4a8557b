package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Orders and what refunds and chargebacks leave of them: gross − Σ refunds that are not cancelled, each refund_id once (its
 * first event counts), never below 0. A refund, or its cancellation, further from the order than the horizon changes nothing
 * any more.
 */
final class RefundedOrders implements Orders {

    private static final Set<String> ORDERS = Set.of(Names.ORDER, "renewal");
    private static final Set<String> REFUNDS = Set.of("refund", "chargeback");
    private static final String CANCELLATION = "refund_cancelled";

    /** In the fold's order. */
    private final List<SubjectEvent> refunds;

    private final long horizonMillis;

    RefundedOrders(List<SubjectEvent> refunds, long horizonMillis) {
        this.refunds = refunds;
        this.horizonMillis = horizonMillis;
    }

    /** Whether an event of that name is an order or a renewal: of the subject, or of its referees. */
    static boolean isOrder(String name) {
        return ORDERS.contains(own(name));
    }

    /** Whether an event of that name changes what is left of an order. */
    static boolean isRevision(String name) {
        return REFUNDS.contains(own(name)) || own(name).equals(CANCELLATION);
    }

    /** The names of what may change orders of those names. */
    static Set<String> revisionsOf(Set<String> names) {
        Set<String> revisions = new HashSet<>();
        for (String name : names) {
            if (isOrder(name)) {
                String prefix = name.startsWith(Names.REFERRAL) ? Names.REFERRAL : "";
                REFUNDS.forEach(refund -> revisions.add(prefix + refund));
                revisions.add(prefix + CANCELLATION);
            }
        }
        return revisions;
    }

    /** Whether an event of that name is a fact that another fold found. */
    static boolean isDerived(String name) {
        return Names.DERIVED_EVENTS.stream().anyMatch(name::startsWith);
    }

    private static String own(String name) {
        return name.startsWith(Names.REFERRAL) ? name.substring(Names.REFERRAL.length()) : name;
    }

    @Override
    public long netMinor(SubjectEvent order, long grossMinor) {
        String orderId = order.text(SubjectEvent.ORDER_ID);
        if (orderId == null || refunds.isEmpty()) {
            return grossMinor;
        }
        Set<String> undone = new HashSet<>();
        for (SubjectEvent each : refunds) {
            if (isOf(each, order, orderId) && own(each.name()).equals(CANCELLATION)) {
                undone.add(each.text(SubjectEvent.REFUND_ID));
            }
        }
        long left = grossMinor;
        for (SubjectEvent each : refunds) {
            boolean refund = isOf(each, order, orderId) && REFUNDS.contains(own(each.name()));
            if (refund && each.amountMinor() != null && undone.add(each.text(SubjectEvent.REFUND_ID))) {
                left = Math.max(0, left - each.amountMinor());
            }
        }
        return left;
    }

    private boolean isOf(SubjectEvent refund, SubjectEvent order, String orderId) {
        return orderId.equals(refund.text(SubjectEvent.ORDER_ID))
                && Math.abs(refund.timeMillis() - order.timeMillis()) <= horizonMillis;
    }
}
