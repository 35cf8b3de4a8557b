package dev.milepost.milestones.model.pattern;

import java.util.List;

/**
 * A pattern has completed.
 *
 * @param timeMillis when, in event time
 * @param byTimer by a timer of that moment, which comes after its events
 * @param referrals referral_ids that it counts, each once, in the order in which they came
 */
public record Completion(long timeMillis, boolean byTimer, Cause cause, List<String> referrals) {
    public Completion {
        referrals = List.copyOf(referrals);
    }

    /** When it could be known: when its cause was received, and not before it was. */
    public long knownMillis() {
        return Math.max(timeMillis, cause.knownMillis());
    }

    /** By a timer that this one set. */
    Completion later(long timeMillis) {
        return new Completion(timeMillis, true, cause, referrals);
    }

    /** The same, which counts others besides. */
    Completion counting(List<String> others) {
        return others.equals(referrals) ? this : new Completion(timeMillis, byTimer, cause, others);
    }
}
