package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.Reach;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.programs.model.Effect.Side;
import java.util.ArrayList;
import java.util.List;

/** What was decided about one occurrence of a reward for one subject; without chains where it was not granted. */
final class Award {

    final Subject subject;
    final int occurrence;
    final int version;
    final long decidedAt;
    int rung;
    /** The place of the completion that its amounts are of, from 1. */
    int place;

    Reach reach;
    List<String> referrals;
    final List<Chain> chains = new ArrayList<>();

    /** Nothing happens any more to what it gave. */
    boolean isDone;

    Award(Subject subject, int occurrence, int version, Standing.Basis basis, long decidedAt) {
        this.subject = subject;
        this.occurrence = occurrence;
        this.version = version;
        this.decidedAt = decidedAt;
        restOn(basis);
    }

    void restOn(Standing.Basis basis) {
        rung = basis.rung();
        place = basis.place();
        reach = basis.reach();
        referrals = basis.referrals();
    }

    /** Whose it is on that side; null: nobody's. */
    String beneficiary(Side side) {
        return of(reach, side);
    }

    static String of(Reach reach, Side side) {
        return side == Side.ADVOCATE ? reach.advocate() : reach.referee();
    }

    /** The latest life; null: none. */
    Chain latest(int effect, int recurrence) {
        Chain latest = null;
        for (Chain chain : chains) {
            if (chain.effect == effect
                    && chain.recurrence == recurrence
                    && (latest == null || chain.life > latest.life)) {
                latest = chain;
            }
        }
        return latest;
    }
}
