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

    private final Refunds refunds;
    private final long horizonMillis;

    RefundedOrders(Refunds refunds, long horizonMillis) {
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
        OrderName name = OrderName.of(order);
        if (name == null || refunds.isEmpty()) {
            return grossMinor;
        }
        List<SubjectEvent> ofIt = refunds.of(name).toList();
        Set<String> undone = new HashSet<>();
        for (SubjectEvent each : ofIt) {
            if (concerns(each, order) && own(each.name()).equals(CANCELLATION)) {
                undone.add(each.text(SubjectEvent.REFUND_ID));
            }
        }
        long left = grossMinor;
        for (SubjectEvent each : ofIt) {
            boolean refund = concerns(each, order) && REFUNDS.contains(own(each.name()));
            if (refund && each.amountMinor() != null && undone.add(each.text(SubjectEvent.REFUND_ID))) {
                left = Math.max(0, left - each.amountMinor());
            }
        }
        return left;
    }

    private boolean concerns(SubjectEvent refund, SubjectEvent order) {
        return Math.abs(refund.timeMillis() - order.timeMillis()) <= horizonMillis;
    }
}
