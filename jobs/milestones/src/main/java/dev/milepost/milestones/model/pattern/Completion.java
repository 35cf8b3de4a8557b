package dev.milepost.milestones.model.pattern;

import java.util.List;
import java.util.Objects;

/**
 * A pattern has completed. What its number had come to is no part of its identity: a refund that leaves it completed changes
 * nothing of it, so that the number stays what it was when the completion came to stand.
 *
 * @param timeMillis when, in event time
 * @param byTimer by a timer of that moment, which comes after its events
 * @param referrals referral_ids that it counts, each once, in the order in which they came
 * @param others orders that it may hang on where its cause is none: those that its parts were completed by, each once, the latest
 *     last
 * @param reached by the pattern's number; of a pattern of several parts by that of the one which completed it. Null where it has
 *     none, and of all rules but those of asks
 */
public record Completion(
        long timeMillis,
        boolean byTimer,
        Cause cause,
        List<String> referrals,
        List<OrderName> others,
        Reached reached) {
    public Completion {
        referrals = List.copyOf(referrals);
        others = List.copyOf(others);
    }

    /** When it could be known: when its cause was received, and not before it was. */
    public long knownMillis() {
        return Math.max(timeMillis, cause.knownMillis());
    }

    /** By an event that is no end of a chain, and hangs on its own order or on none. */
    public Completion(long timeMillis, boolean byTimer, Cause cause, List<String> referrals, Reached reached) {
        this(timeMillis, byTimer, cause, referrals, List.of(), reached);
    }

    /** The orders that it hangs on: its cause's, or else those that led to it; none: what it is of says nothing of orders. */
    public List<OrderName> orders() {
        return cause.orderId() == null ? others : List.of(new OrderName(cause.referee(), cause.orderId()));
    }

    /** By a timer that this one set. */
    Completion later(long timeMillis) {
        return new Completion(timeMillis, true, cause, referrals, others, reached);
    }

    /** The same, which counts others besides. */
    Completion counting(List<String> counted) {
        return counted.equals(referrals) ? this : new Completion(timeMillis, byTimer, cause, counted, others, reached);
    }

    /** The same, which hangs on those where it has no order of its own. */
    Completion after(List<Bought> bought) {
        return bought.isEmpty() || !orders().isEmpty()
                ? this
                : new Completion(timeMillis, byTimer, cause, referrals, Bought.orders(bought), reached);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Completion same
                && timeMillis == same.timeMillis
                && byTimer == same.byTimer
                && cause.equals(same.cause)
                && referrals.equals(same.referrals)
                && others.equals(same.others);
    }

    @Override
    public int hashCode() {
        return Objects.hash(timeMillis, byTimer, cause, referrals, others);
    }
}
