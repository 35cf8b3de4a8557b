package dev.milepost.testkit.oracle.pattern;

import java.math.BigDecimal;
import java.util.List;

/**
 * A pattern is done.
 *
 * @param rank of events the place in the sorted list; of a timer the greatest, as it comes after all events of its time
 * @param referrals that it counts
 * @param orders that it may be of: its event's own, or else those by which what led to it was done; the latest last
 * @param cause the event by which; of a timer that which set it
 * @param value what there was then of what the pattern adds up, counts or looks at the height of; null: it does none of these
 */
public record Done(
        long time,
        int rank,
        String causeId,
        Long amount,
        List<String> referrals,
        List<Order> orders,
        Happening cause,
        Value value)
        implements Comparable<Done> {

    /**
     * So much.
     *
     * @param field of which; {@code count}: that many
     * @param number money in minor units
     */
    public record Value(String field, BigDecimal number) {}

    /** Somebody's order; user null: the subject's own. */
    public record Order(String user, String id) {}

    static final int TIMER = Integer.MAX_VALUE;

    Done later(long at) {
        return new Done(at, TIMER, causeId, amount, referrals, orders, cause, value);
    }

    /** The same, counting the referrals of those, each once. */
    Done counting(List<Done> others) {
        List<String> all = others.stream()
                .flatMap(each -> each.referrals.stream())
                .distinct()
                .toList();
        return new Done(time, rank, causeId, amount, all, orders, cause, value);
    }

    /** The same, of those orders where it is of none itself. */
    Done ledBy(List<Order> others) {
        return orders.isEmpty() ? new Done(time, rank, causeId, amount, referrals, others, cause, value) : this;
    }

    Done at(String field, BigDecimal number) {
        return new Done(time, rank, causeId, amount, referrals, orders, cause, new Value(field, number));
    }

    boolean isAtOnceWith(Done other) {
        return compareTo(other) == 0;
    }

    @Override
    public int compareTo(Done other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Integer.compare(rank, other.rank);
    }
}
