package dev.milepost.experiments.model;

import dev.milepost.experiments.model.RefereeEvent.Refunded;
import dev.milepost.experiments.model.RefereeEvent.Sold;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of one user. Mutable; the elements are not.
 *
 * <p>Size: 80 bytes for each order of the last two days. Of who is bound to an advocate besides, for good about 150, and 100 for
 * each refund as long as it may be cancelled.
 */
public final class RefereeState {

    /** By {@link Tie#key()}. */
    final Map<String, Tie> ties = new TreeMap<>();

    /** By identity. */
    final Map<String, Sold> sales = new TreeMap<>();

    /** By identity. */
    final Map<String, Refunded> refunds = new TreeMap<>();

    RefereeState copy() {
        RefereeState copy = new RefereeState();
        copy.ties.putAll(ties);
        copy.sales.putAll(sales);
        copy.refunds.putAll(refunds);
        return copy;
    }

    boolean isEmpty() {
        return ties.isEmpty() && sales.isEmpty() && refunds.isEmpty();
    }

    /** Event time of the first sale from the signup on; null before it. */
    Long boughtMillis(Tie tie) {
        Long first = tie.boughtMillis();
        for (Sold sale : sales.values()) {
            if (tie.covers(sale.timeMillis()) && (first == null || sale.timeMillis() < first)) {
                first = sale.timeMillis();
            }
        }
        return first;
    }

    boolean isCovered(long saleMillis) {
        return ties.values().stream().anyMatch(tie -> tie.covers(saleMillis));
    }
}
