package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.OrderMoney;
import dev.milepost.oracle.ledger.Given.Reach;
import dev.milepost.oracle.ledger.Given.Review;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Given.Turn;
import dev.milepost.oracle.ledger.Standing.Basis;
import dev.milepost.oracle.ledger.Standing.View;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect.Side;
import dev.milepost.programs.model.Retroactive;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What becomes of what was granted. Held: voided where nothing is due any more. Released: reversed by the difference. A rejected
 * referral takes back what is not paid; what was reached and ended, what is held.
 */
final class Revising {

    private final Ledger ledger;

    /** Why something else is due; target null: what the completion and its order say. */
    private record Ground(Long target, String cause, String reason) {}

    Revising(Ledger ledger) {
        this.ledger = ledger;
    }

    void revise(Award award) {
        if (award.chains.isEmpty()) {
            return;
        }
        Map<Integer, Basis> now = ledger.standing(award.subject, award.version, View.AS_IT_IS);
        Basis basis = now.get(award.occurrence);
        if (basis != null) {
            award.restOn(basis);
        }
        for (Chain chain : award.chains) {
            if (!chain.isOver()) {
                revise(chain, ground(award, chain, basis));
            }
        }
    }

    private Ground ground(Award award, Chain chain, Basis basis) {
        if (chain != award.latest(chain.effect, chain.recurrence)) {
            return new Ground(0L, award.reach.cause(), "given_again");
        }
        if (!chain.beneficiary.equals(award.beneficiary(chain.side))) {
            return ofAnother(award, chain);
        }
        if (basis != null) {
            return new Ground(null, basis.cause(), "corrected");
        }
        Subject subject = award.subject;
        if (butForReviews(award)) {
            return chain.payouts > 0
                    ? new Ground(null, rejection(subject), "rejected")
                    : new Ground(0L, rejection(subject), "rejected");
        }
        if (ledger.standing(subject, award.version, View.ONCE_REACHED).containsKey(award.occurrence)) {
            return chain.isHeld()
                    ? new Ground(0L, ending(subject), "unreached")
                    : new Ground(null, ending(subject), "unreached");
        }
        throw new IllegalStateException("What stood once was reached: " + chain.id);
    }

    /** It is another's now: where people decided so, by rejecting a referral or not any more, nobody gives back what was paid. */
    private Ground ofAnother(Award award, Chain chain) {
        List<Turn> turns = award.place == 0
                ? List.of()
                : award.subject.completions.get(award.rung).get(award.place - 1);
        Turn left = null;
        Reach own = null;
        for (Turn turn : turns) {
            if (turn.time() > ledger.time) {
                break;
            }
            Reach reach = turn.reach();
            String whose = reach == null ? null : chain.side == Side.ADVOCATE ? reach.advocate() : reach.referee();
            if (chain.beneficiary.equals(whose)) {
                own = reach;
                left = null;
            } else if (own != null && left == null) {
                left = turn;
            }
        }
        if (left == null || !left.byReview()) {
            chain.revivable |= chain.due > 0;
            return new Ground(0L, award.reach.cause(), "beneficiary_changed");
        }
        String reason = ledger.world.isRejected(own.referrals(), ledger.time) ? "rejected" : "beneficiary_changed";
        if (chain.payouts > 0) {
            return new Ground(Math.min(chain.due, chain.paid), left.cause(), reason);
        }
        chain.revivable |= chain.due > 0;
        return new Ground(0L, left.cause(), reason);
    }

    private void revise(Chain chain, Ground ground) {
        long target = ground.target() != null ? ground.target() : ledger.worth(chain);
        if (ground.reason().equals("rejected") && ground.target() == null) {
            // Paid before it: that stays, and no more. Paid after it: nothing comes to be due by that.
            target = chain.due == 0 ? 0 : Math.min(target, chain.paid);
        }
        Ground why = ground.target() != null ? ground : byOrder(chain, ground, target);
        if (chain.isHeld()) {
            if (target == 0) {
                chain.revivable = true;
                chain.voided(ledger.time, why.cause(), why.reason());
                ledger.rows.told(chain);
            }
        } else {
            reverse(chain, target, why.cause(), why.reason());
        }
    }

    private void reverse(Chain chain, long target, String cause, String reason) {
        if (target == chain.due) {
            chain.denied = -1;
        } else if (target != chain.denied) {
            boolean room = ledger.takes(chain, target);
            chain.denied = room ? -1 : target;
            if (room) {
                chain.reverse(target, ledger.time, cause, reason);
                ledger.rows.told(chain);
            }
        }
    }

    private Ground byOrder(Chain chain, Ground otherwise, long target) {
        OrderMoney order = ledger.order(chain.award);
        if (order == null || order.time() != ledger.time) {
            return otherwise;
        }
        String reason = target > chain.due ? "refund_cancelled" : order.chargedBack() > 0 ? "chargeback" : "refund";
        return new Ground(null, order.cause(), reason);
    }

    /** The latest review that rejected what the subject's completions count. */
    private String rejection(Subject subject) {
        return subject.completions.values().stream()
                .flatMap(List::stream)
                .map(turns -> Standing.onceReached(turns, ledger.time))
                .filter(Objects::nonNull)
                .map(Reach::referrals)
                .flatMap(List::stream)
                .map(referral -> ledger.world.review(referral, ledger.time))
                .filter(review -> review != null && !review.approved())
                .max(Comparator.comparingLong(Review::time).thenComparing(Review::id))
                .map(Review::id)
                .orElse("");
    }

    /** The event by which the last of the subject's completions ended. */
    private String ending(Subject subject) {
        Turn latest = null;
        for (List<List<Turn>> places : subject.completions.values()) {
            for (List<Turn> turns : places) {
                Turn turn = Subject.at(turns, ledger.time);
                if (turn != null && turn.reach() == null && (latest == null || turn.time() >= latest.time())) {
                    latest = turn;
                }
            }
        }
        return latest == null ? "" : latest.cause();
    }

    private boolean isRejected(Award award) {
        return !ledger.stands(award) && butForReviews(award);
    }

    private boolean butForReviews(Award award) {
        return ledger.standing(award.subject, award.version, View.BUT_FOR_REVIEWS)
                .containsKey(award.occurrence);
    }

    /** A version that says so gives others' rewards its own amounts. */
    void raise(ProgramVersion version, List<Chain> inOrderOfId) {
        for (Chain chain : inOrderOfId) {
            boolean concerned = chain.award.version < version.version()
                    && !chain.isOver()
                    && (chain.payouts == 0 || (version.retroactive() == Retroactive.ALL && !isRejected(chain.award)));
            if (concerned && ledger.canSay(chain.award, chain.effect, version.version())) {
                raise(version, chain);
            }
        }
    }

    private void raise(ProgramVersion version, Chain chain) {
        int before = chain.amountVersion;
        chain.amountVersion = version.version();
        if (chain.due == 0) {
            return;
        }
        long target = ledger.worth(chain);
        if (target > chain.most && !ledger.takes(chain, target)) {
            chain.amountVersion = before;
        } else if (!chain.isHeld()) {
            reverse(chain, target, version.label(), "retroactive");
        }
    }
}
