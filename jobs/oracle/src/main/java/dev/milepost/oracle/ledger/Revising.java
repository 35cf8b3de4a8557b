package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.OrderMoney;
import dev.milepost.oracle.ledger.Given.Reach;
import dev.milepost.oracle.ledger.Given.Review;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Given.Turn;
import dev.milepost.oracle.ledger.Standing.Basis;
import dev.milepost.oracle.ledger.Standing.View;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Retroactive;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What becomes of what was granted. Held: voided where nothing is due any more. Released: reversed by the difference. A rejected
 * referral takes back what is not paid; what was reached and ended, what is held.
 */
final class Revising {

    /** By which it should not have been given: only what is paid of it still counts for caps and budget. */
    private static final Set<String> NEVER_WAS = Set.of("given_again", "beneficiary_changed");

    private final Ledger ledger;

    /** Why something else is due; target null: what the completion and its order say. */
    private record Ground(Long target, String cause, String reason) {}

    Revising(Ledger ledger) {
        this.ledger = ledger;
    }

    void revise(Award award) {
        Map<Integer, Basis> now = ledger.standing(award.subject, award.version, View.AS_IT_IS);
        Basis basis = now.get(award.occurrence);
        if (basis != null) {
            award.restOn(basis);
        }
        if (award.isDone) {
            return;
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
            Review approval = chain.stays < 0 ? null : ledger.world.approval(award.referrals, ledger.time);
            return approval == null
                    ? new Ground(null, basis.cause(), "corrected")
                    : new Ground(null, approval.id(), "approved");
        }
        Subject subject = award.subject;
        if (butForReviews(award)) {
            return chain.payouts > 0
                    ? new Ground(null, rejection(award), "rejected")
                    : new Ground(0L, rejection(award), "rejected");
        }
        if (ledger.standing(subject, award.version, View.ONCE_REACHED).containsKey(award.occurrence)) {
            String cause = ending(subject).isEmpty() ? award.reach.cause() : ending(subject);
            return new Ground(chain.isHeld() ? 0L : null, cause, "unreached");
        }
        throw new IllegalStateException("What stood once was reached: " + chain.id);
    }

    /** It is another's now: where people decided so, by rejecting a referral or not any more, nobody gives back what was paid. */
    private Ground ofAnother(Award award, Chain chain) {
        Turn decision = takenBy(award, chain);
        Basis but = ledger.standing(award.subject, award.version, View.BUT_FOR_REVIEWS)
                .get(award.occurrence);
        boolean decided =
                decision != null || (but != null && chain.beneficiary.equals(Award.of(but.reach(), chain.side)));
        if (decided && chain.payouts > 0) {
            String cause = decision == null ? rejection(award) : decision.cause();
            chain.stays = chain.stays < 0 ? chain.paid : chain.stays;
            return new Ground(Math.min(chain.due, chain.stays), cause, "rejected");
        }
        chain.revivable |= chain.due > 0;
        return new Ground(0L, decision == null ? award.reach.cause() : decision.cause(), "beneficiary_changed");
    }

    /**
     * The first that stood in that place after it was the beneficiary's for the last time, or that ended it, if people decided so;
     * else null.
     */
    private Turn takenBy(Award award, Chain chain) {
        List<Turn> turns = award.subject.completions.get(award.rung).get(award.place - 1).stream()
                .filter(turn -> turn.time() <= ledger.time)
                .toList();
        int last = -1;
        for (int i = 0; i < turns.size(); i++) {
            Reach reach = turns.get(i).reach();
            last = reach != null && chain.beneficiary.equals(Award.of(reach, chain.side)) ? i : last;
        }
        Turn next = last < 0
                ? null
                : turns.subList(last + 1, turns.size()).stream()
                        .filter(turn -> turn.reach() != null || turn.byReview())
                        .findFirst()
                        .orElse(null);
        return next != null && next.byReview() ? next : null;
    }

    private void revise(Chain chain, Ground ground) {
        long target = ground.target() != null ? ground.target() : ledger.worth(chain);
        if (!ground.reason().equals("rejected")) {
            chain.stays = -1;
        } else {
            // Paid before it: that stays, and no more. Paid after it: nothing comes to be due by that.
            chain.stays = chain.stays < 0 ? chain.paid : chain.stays;
            target = Math.min(target, chain.stays);
        }
        Ground why = ground.target() != null ? ground : byOrder(chain, ground, target);
        if (chain.isHeld()) {
            if (target == 0) {
                chain.revivable = true;
                chain.voided(ledger.time, why.cause(), why.reason());
                ledger.rows.told(chain);
            }
        } else {
            if (NEVER_WAS.contains(ground.reason())) {
                chain.most = Math.min(chain.most, chain.paid);
                chain.now = 0;
            }
            reverse(chain, target, why.cause(), why.reason());
        }
    }

    private void reverse(Chain chain, long target, String cause, String reason) {
        if (target == chain.due) {
            chain.denied = -1;
        } else if (target != chain.denied) {
            String denied = ledger.denies(chain, target);
            boolean room = denied == null;
            chain.denied = room ? -1 : target;
            // Of more than it ever had, that much.
            long had = Math.min(target, chain.most);
            boolean again = !room && had > chain.due && ledger.takes(chain, had);
            if (room || again) {
                chain.reverse(room ? target : had, ledger.time, cause, reason);
                ledger.rows.told(chain);
            }
            if (chain.due < target) {
                chain.reason = denied;
                ledger.rows.told(chain);
            }
        }
    }

    private Ground byOrder(Chain chain, Ground otherwise, long target) {
        List<OrderMoney> now = ledger.orders(chain.award).stream()
                .filter(order -> order != null && order.time() == ledger.time)
                .toList();
        if (now.isEmpty()) {
            return otherwise;
        }
        OrderMoney order = now.get(now.size() - 1);
        return new Ground(null, order.cause(), target > chain.due ? "refund_cancelled" : takenBack(chain, order));
    }

    /** By which kind of event: of a chain that but one kind takes back, that. */
    private String takenBack(Chain chain, OrderMoney order) {
        Set<Reversal> kinds =
                ledger.terms(chain.award, chain.effect, chain.amountVersion).reverseOn();
        if (kinds.size() == 1) {
            return kinds.contains(Reversal.REFUND) ? "refund" : "chargeback";
        }
        OrderMoney before = ledger.world.before(order);
        return order.chargedBack() > (before == null ? 0 : before.chargedBack()) ? "chargeback" : "refund";
    }

    /** The latest review that rejected what it counts, or what all completions of its subject do, if it is not by itself. */
    private String rejection(Award award) {
        List<String> counted = isByItself(award)
                ? award.referrals
                : open(award.subject).stream()
                        .map(turns -> Standing.onceReached(turns, ledger.time))
                        .filter(Objects::nonNull)
                        .map(Reach::restsOn)
                        .flatMap(List::stream)
                        .toList();
        return counted.stream()
                .map(referral -> ledger.world.review(referral, ledger.time))
                .filter(review -> review != null && !review.approved())
                .max(Comparator.comparingLong(Review::time).thenComparing(Review::id))
                .map(Review::id)
                .orElse("");
    }

    /** The event by which the last of the subject's completions ended. */
    private String ending(Subject subject) {
        Turn latest = null;
        for (List<Turn> turns : open(subject)) {
            Turn turn = Subject.at(turns, ledger.time);
            if (turn != null && turn.reach() == null && (latest == null || turn.time() >= latest.time())) {
                latest = turn;
            }
        }
        return latest == null ? "" : latest.cause();
    }

    /** Its completions that are not settled, of all rungs. */
    private List<List<Turn>> open(Subject subject) {
        List<List<Turn>> open = new ArrayList<>();
        subject.completions.forEach((rung, places) -> open.addAll(
                rung > 0 ? places : places.subList(ledger.settled(subject).places(), places.size())));
        return open;
    }

    private boolean isRejected(Award award) {
        return !ledger.stands(award) && butForReviews(award);
    }

    /** Whether it is for whom it would be granted to now. */
    private boolean isStill(Chain chain) {
        Basis basis = ledger.standing(chain.award.subject, chain.award.version, View.AS_IT_IS)
                .get(chain.award.occurrence);
        return chain.beneficiary.equals(Award.of(basis == null ? chain.award.reach : basis.reach(), chain.side));
    }

    private boolean butForReviews(Award award) {
        return ledger.standing(award.subject, award.version, View.BUT_FOR_REVIEWS)
                        .containsKey(award.occurrence)
                && (!isByItself(award) || ledger.world.isRejected(award.reach.restsOn(), ledger.time));
    }

    private boolean isByItself(Award award) {
        return Standing.isByItself(
                Ledger.reward(ledger.version(award.version), award.subject.rule).fire());
    }

    /** A version that says so gives others' rewards its own amounts. */
    void raise(ProgramVersion version, List<Chain> inOrderOfId) {
        for (Chain chain : inOrderOfId) {
            boolean concerned = chain.award.version < version.version()
                    && !chain.award.isDone
                    && !chain.isOver()
                    && (chain.payouts == 0
                            || (version.retroactive() == Retroactive.ALL
                                    && chain.stays < 0
                                    && !isRejected(chain.award)
                                    && isStill(chain)));
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
