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
 * @param reached by the pattern's number; of a pattern of several parts by that of the one which completed it. Null where it has
 *     none, and of all rules but those of asks
 */
public record Completion(long timeMillis, boolean byTimer, Cause cause, List<String> referrals, Reached reached) {
    public Completion {
        referrals = List.copyOf(referrals);
    }

    /** When it could be known: when its cause was received, and not before it was. */
    public long knownMillis() {
        return Math.max(timeMillis, cause.knownMillis());
    }

    /** By a timer that this one set. */
    Completion later(long timeMillis) {
        return new Completion(timeMillis, true, cause, referrals, reached);
    }

    /** The same, which counts others besides. */
    Completion counting(List<String> others) {
        return others.equals(referrals) ? this : new Completion(timeMillis, byTimer, cause, others, reached);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Completion same
                && timeMillis == same.timeMillis
                && byTimer == same.byTimer
                && cause.equals(same.cause)
                && referrals.equals(same.referrals);
    }

    @Override
    public int hashCode() {
        return Objects.hash(timeMillis, byTimer, cause, referrals);
    }
}
