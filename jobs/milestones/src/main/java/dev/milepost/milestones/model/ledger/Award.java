package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.programs.model.Effect.Side;
import java.util.ArrayList;
import java.util.List;

/** What was decided about one occurrence of a reward for one subject: what both sides got, or nothing. Mutable. */
final class Award {

    /** As {@link Firing} names it. */
    final int occurrence;
    /** The version by which it was decided. */
    final int version;
    /** The place of the completion that its amounts are of. */
    Place place;

    Reach cause;
    /** All referrals that it counts, and by which its advocate is. */
    List<String> referrals;
    /** None where it was skipped, or nothing can happen to them any more. */
    final List<Given> given = new ArrayList<>();

    final long decidedMillis;

    Award(int occurrence, int version, Place place, Reach cause, List<String> referrals, long decidedMillis) {
        this.occurrence = occurrence;
        this.version = version;
        this.place = place;
        this.cause = cause;
        this.referrals = List.copyOf(referrals);
        this.decidedMillis = decidedMillis;
    }

    Award copy() {
        Award copy = new Award(occurrence, version, place, cause, referrals, decidedMillis);
        given.forEach(one -> copy.given.add(one.copy()));
        return copy;
    }

    /** Whose it is on that side, by what is known now; null: nobody's. */
    String beneficiary(Side side) {
        return beneficiary(cause, side);
    }

    /** Whose a completion is on that side; null: nobody's. */
    static String beneficiary(Reach cause, Side side) {
        return side == Side.ADVOCATE ? cause.advocate() : cause.referee();
    }

    /** Whether it was given to somebody who turned out not to be the one. */
    boolean isMisplaced(Given one) {
        return !one.beneficiary.equals(beneficiary(one.side));
    }

    /** When the first life of that effect's repetition was earned. */
    long earnedMillis(int effect, int recurrence) {
        long first = Long.MAX_VALUE;
        for (Given one : given) {
            if (one.effect == effect && one.recurrence == recurrence) {
                first = Math.min(first, one.earnedAtMillis);
            }
        }
        return first;
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
