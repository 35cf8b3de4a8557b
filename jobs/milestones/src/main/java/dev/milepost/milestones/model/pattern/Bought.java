package dev.milepost.milestones.model.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An order that a completion may hang on, while it is not known yet by which event the pattern completes.
 *
 * @param sinceMillis when what led to it began: of a window that has to hold
 */
record Bought(long sinceMillis, OrderName order) {

    /** Of more orders the latest count, so that a pattern which waits for long remembers no more. */
    static final int MOST = 8;

    private static final Comparator<Bought> LATEST_LAST = Comparator.comparingLong(Bought::sinceMillis)
            .thenComparing(each -> each.order.orderId())
            .thenComparing(each -> each.order.user(), Comparator.nullsFirst(Comparator.naturalOrder()));

    /** All of both, each order once, with the later time; the latest last. */
    static List<Bought> union(List<Bought> some, List<Bought> others) {
        if (others.isEmpty()) {
            return some;
        }
        Map<OrderName, Bought> latest = new HashMap<>();
        some.forEach(each -> latest.put(each.order, each));
        others.forEach(each ->
                latest.merge(each.order, each, (one, other) -> one.sinceMillis > other.sinceMillis ? one : other));
        List<Bought> all = new ArrayList<>(latest.values());
        all.sort(LATEST_LAST);
        return List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** The orders of a part, as of a whole that began then. */
    static List<Bought> since(long sinceMillis, List<OrderName> orders) {
        List<Bought> all = List.of();
        for (OrderName order : orders) {
            all = union(all, List.of(new Bought(sinceMillis, order)));
        }
        return all;
    }

    static List<OrderName> orders(List<Bought> bought) {
        return bought.stream().map(Bought::order).toList();
    }
}
