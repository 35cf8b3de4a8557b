package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import java.util.ArrayList;
import java.util.List;

/** What was decided about one occurrence of a reward for one subject: what both sides got, or nothing. Mutable. */
final class Award {

    /** 0; the kth; or the rung. */
    final int occurrence;
    /** The version by which it was decided. */
    final int version;
    /** The completion that its amounts are of. */
    Completion cause;
    /** All referrals that it counts. */
    List<String> referrals;
    /** None where it was skipped. */
    final List<Given> given = new ArrayList<>();

    final long decidedMillis;

    Award(int occurrence, int version, Completion cause, List<String> referrals, long decidedMillis) {
        this.occurrence = occurrence;
        this.version = version;
        this.cause = cause;
        this.referrals = List.copyOf(referrals);
        this.decidedMillis = decidedMillis;
    }

    Award copy() {
        Award copy = new Award(occurrence, version, cause, referrals, decidedMillis);
        given.forEach(one -> copy.given.add(one.copy()));
        return copy;
    }

    boolean isSettled(long settledMillis) {
        return decidedMillis < settledMillis && given.stream().allMatch(one -> one.isSettled(settledMillis));
    }

    /** The latest life of that effect's repetition, or null. */
    Given latest(int effect, int recurrence) {
        Given latest = null;
        for (Given one : given) {
            if (one.effect == effect && one.recurrence == recurrence && (latest == null || one.life > latest.life)) {
                latest = one;
            }
        }
        return latest;
    }
}
