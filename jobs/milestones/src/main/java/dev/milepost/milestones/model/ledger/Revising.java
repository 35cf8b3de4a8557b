package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.Firing.Basis;
import dev.milepost.milestones.model.ledger.Firing.View;
import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect.Reversal;
import dev.milepost.programs.model.Retroactive;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What becomes of rewards whose ground has changed. Held ones are voided where nothing is due any more; a smaller change waits for
 * the release. Released ones are reversed by the difference, of either sign.
 *
 * <table>
 *   <caption>Where the completions no longer make the occurrence stand</caption>
 *   <tr><th></th><th>held</th><th>released</th><th>paid</th></tr>
 *   <tr><td>they never were: a late correction</td><td>voided</td><td>reversed</td><td>reversed</td></tr>
 *   <tr><td>a referral was rejected, or by that it is another's</td><td>voided</td><td>reversed</td><td>what is paid
 *       stays</td></tr>
 *   <tr><td>what was reached has ended, or one of the first n before it stands again</td><td>voided</td><td>stays</td>
 *       <td>stays</td></tr>
 * </table>
 */
final class Revising {

    private static final String REJECTED = "rejected";
    private static final String CORRECTED = "corrected";

    private final Pass pass;

    /** What is due, and why; null: as the completion and its order say. */
    private record Ground(
            Long whenHeld, Long whenReleased, Long whenPaid, String cause, String reason, boolean neverWas) {
        private Ground(Long whenHeld, Long whenReleased, Long whenPaid, String cause, String reason) {
            this(whenHeld, whenReleased, whenPaid, cause, reason, false);
        }

        /** It should not have been given: but for what is paid, caps and budget have it back. */
        static Ground nothing(String cause, String reason) {
            return new Ground(0L, 0L, 0L, cause, reason, true);
        }

        Long due(Given given) {
            if (given.isHeld()) {
                return whenHeld;
            }
            return given.chain.payouts() > 0 ? whenPaid : whenReleased;
        }
    }

    Revising(Pass pass) {
        this.pass = pass;
    }

    void revise(Slot slot, long knownAtMillis) {
        for (Award award : slot.awards.values()) {
            Ground ground = ground(slot, award);
            for (Given given : award.given) {
                if (!given.chain.isOver()) {
                    revise(slot, award, given, ground(slot, award, given, ground), knownAtMillis);
                }
            }
        }
    }

    /** Whose it is not, gets nothing; and of each effect the latest life alone gives something. */
    private Ground ground(Slot slot, Award award, Given given, Ground ofAll) {
        if (given != award.latest(given.effect, given.recurrence)) {
            return Ground.nothing(award.cause.causeId(), "given_again");
        }
        if (award.isMisplaced(given)) {
            return misplaced(slot, award, given);
        }
        boolean wasRejected = given.stays != Given.NONE && ofAll.reason.equals(CORRECTED);
        Review approval = wasRejected ? pass.approval(award.referrals) : null;
        return approval == null ? ofAll : new Ground(null, null, null, approval.id(), "approved");
    }

    /** It is another's. Where a decision about a referral made it so, what is paid stays, and the other gets nothing. */
    private Ground misplaced(Slot slot, Award award, Given given) {
        Completion completion = slot.completions.get(award.place);
        Turn review = completion == null ? null : completion.takenBy(given, pass.asOfMillis);
        if (given.chain.payouts() > 0 && (review != null || isMovedByReview(slot, award, given))) {
            long stays = Math.min(given.chain.due(), stays(given));
            return new Ground(
                    stays, stays, stays, review == null ? rejection(slot, award) : review.causeId(), REJECTED);
        }
        given.revivable |= given.chain.due() > 0;
        return Ground.nothing(review == null ? award.cause.causeId() : review.causeId(), "beneficiary_changed");
    }

    private static long stays(Given given) {
        if (given.stays == Given.NONE) {
            given.stays = given.chain.paid();
        }
        return given.stays;
    }

    private void revise(Slot slot, Award award, Given given, Ground ground, long knownAtMillis) {
        Long fixed = ground.due(given);
        long target = fixed != null ? fixed : pass.due(slot, award, given);
        if (ground.reason.equals(REJECTED)) {
            // What was paid stays, the rest of it does not; nor does a payout after the rejection make anything due
            // again.
            target = Math.min(target, stays(given));
        } else {
            given.stays = Given.NONE;
        }
        if (given.isHeld()) {
            if (target == 0) {
                Stimulus stimulus = fixed != null
                        ? pass.because(ground.cause, ground.reason, knownAtMillis)
                        : byOrder(slot, award, given, ground, target, knownAtMillis);
                voided(pass, slot, award, given, stimulus, true);
            }
            return;
        }
        Stimulus stimulus = fixed != null
                ? pass.because(ground.cause, ground.reason, knownAtMillis)
                : byOrder(slot, award, given, ground, target, knownAtMillis);
        if (ground.neverWas) {
            pass.take(slot, award, given, given.take.back(given.chain.paid()));
        }
        reverse(slot, award, given, target, stimulus);
    }

    private void reverse(Slot slot, Award award, Given given, long target, Stimulus stimulus) {
        if (target == given.chain.due()) {
            given.deniedDue = Given.NONE;
        } else if (target != given.deniedDue) {
            String problem = pass.taking(slot, award, given, given.take.due(target));
            boolean room = problem == null;
            given.deniedDue = room ? Given.NONE : target;
            // For what a version raised there may be none any more; as much as the reward had before is still its own.
            long within = room ? target : Math.min(target, given.take.most());
            if (room || (within > given.chain.due() && pass.take(slot, award, given, given.take.due(within)))) {
                pass.tell(slot, award, given, given.chain.reverse(within, stimulus));
            }
            if (!room && target > given.chain.due()) {
                // No entry says so: it was to be more, and is given no more.
                given.reason = problem;
                pass.row(slot, award, given);
            }
        }
    }

    /** Gives back what it took. */
    static void voided(Pass pass, Slot slot, Award award, Given given, Stimulus stimulus, boolean revivable) {
        pass.take(slot, award, given, Limits.Take.NOTHING);
        given.revivable = revivable;
        given.reviewByMillis.clear();
        pass.tell(slot, award, given, given.chain.voided(stimulus));
    }

    private Stimulus byOrder(Slot slot, Award award, Given given, Ground ground, long target, long knownAtMillis) {
        OrderMoney order = null;
        for (OrderMoney each : pass.orders(award)) {
            order = each != null && each.timeMillis() == pass.timeMillis ? each : order;
        }
        if (order == null) {
            return pass.because(ground.cause, ground.reason, knownAtMillis);
        }
        String reason = target > given.chain.due()
                ? "refund_cancelled"
                : takenBack(pass.amountEffect(slot, award, given).reverseOn(), order);
        return pass.because(order.causeId(), reason, Math.max(knownAtMillis, order.knownAtMillis()));
    }

    /** By what the order's event took something back; of a reward that one of both takes back, by that. */
    private String takenBack(Set<Reversal> reverseOn, OrderMoney order) {
        boolean chargedBack = order.chargedBackMinor() > pass.state.world.chargedBackBefore(order);
        return reverseOn.contains(Reversal.CHARGEBACK) && (chargedBack || !reverseOn.contains(Reversal.REFUND))
                ? "chargeback"
                : "refund";
    }

    private Ground ground(Slot slot, Award award) {
        Basis basis = pass.standing(slot, award.version, View.AS_IT_IS).get(award.occurrence);
        if (basis != null) {
            award.place = basis.place();
            award.cause = basis.cause();
            award.referrals = basis.referrals();
            pass.state.index(slot.key, basis.cause());
            return new Ground(null, null, null, basis.causeId(), CORRECTED);
        }
        if (isRejected(slot, award)) {
            return new Ground(0L, 0L, null, rejection(slot, award), REJECTED);
        }
        if (pass.standing(slot, award.version, View.ONCE_REACHED).containsKey(award.occurrence)) {
            String ending = ending(slot);
            return new Ground(0L, null, null, ending.isEmpty() ? award.cause.causeId() : ending, "unreached");
        }
        return Ground.nothing(award.cause.causeId(), "never_reached");
    }

    /** Whether it would be the beneficiary's but for reviews. */
    private boolean isMovedByReview(Slot slot, Award award, Given given) {
        Basis basis = pass.standing(slot, award.version, View.BUT_FOR_REVIEWS).get(award.occurrence);
        return basis != null && given.beneficiary.equals(Award.beneficiary(basis.cause(), given.side));
    }

    /** Whether reviews alone are why it does not stand. */
    private boolean isRejected(Slot slot, Award award) {
        boolean alone = isOfOneCompletion(slot, award);
        return !pass.standing(slot, award.version, View.AS_IT_IS).containsKey(award.occurrence)
                && pass.standing(slot, award.version, View.BUT_FOR_REVIEWS).containsKey(award.occurrence)
                && (!alone || pass.state.world.isRejected(award.cause, pass.asOfMillis));
    }

    /** Whether it is another's now, or what was paid of it stays though it has been rejected. */
    private boolean isAnothers(Slot slot, Award award, Given given) {
        Basis basis = pass.standing(slot, award.version, View.AS_IT_IS).get(award.occurrence);
        Reach now = basis == null ? award.cause : basis.cause();
        return given.stays != Given.NONE || !given.beneficiary.equals(Award.beneficiary(now, given.side));
    }

    /** What becomes of others decides about it only where one of the first n comes back before it. */
    private boolean isOfOneCompletion(Slot slot, Award award) {
        return Firing.isOwn(
                Terms.reward(pass.terms.version(award.version), slot.key.rule()).fire());
    }

    /** The latest review that rejected what the subject's completions count; of one that earns by itself, what that does. */
    private String rejection(Slot slot, Award award) {
        List<String> counted = new ArrayList<>(award.referrals);
        if (!isOfOneCompletion(slot, award)) {
            counted.clear();
            for (Completion completion : slot.completions.values()) {
                Reach reach = completion.onceReached(pass.asOfMillis);
                counted.addAll(reach == null ? List.of() : reach.restsOn());
            }
        }
        Review latest = null;
        for (String referral : counted) {
            Review review = pass.state.world.review(referral, pass.asOfMillis);
            if (review != null && !review.approved() && (latest == null || isLater(review, latest))) {
                latest = review;
            }
        }
        return latest == null ? "" : latest.id();
    }

    private static boolean isLater(Review review, Review other) {
        return review.timeMillis() > other.timeMillis()
                || (review.timeMillis() == other.timeMillis() && review.id().compareTo(other.id()) > 0);
    }

    /** The event by which the last of the subject's completions ended. */
    private String ending(Slot slot) {
        Turn latest = null;
        for (Completion completion : slot.completions.values()) {
            Turn turn = completion.at(pass.asOfMillis);
            if (turn != null && turn.reach() == null && (latest == null || turn.timeMillis() >= latest.timeMillis())) {
                latest = turn;
            }
        }
        return latest == null ? "" : latest.causeId();
    }

    /** The version takes effect now: what earlier ones gave becomes what it gives. */
    void raise(ProgramVersion version) {
        List<LedgerState.Located> all = pass.state.ofReward.values().stream()
                .sorted((a, b) -> a.given().chain.rewardId.compareTo(b.given().chain.rewardId))
                .toList();
        for (LedgerState.Located one : all) {
            if (one.award().version < version.version()) {
                raise(version, one.slot(), one.award(), one.given());
            }
        }
    }

    private void raise(ProgramVersion version, Slot slot, Award award, Given given) {
        boolean paid = given.chain.payouts() > 0;
        if (given.chain.isOver()
                || (paid && version.retroactive() != Retroactive.ALL)
                || !pass.gives(version.version(), slot, award, given.effect)
                || (paid && (isRejected(slot, award) || isAnothers(slot, award, given)))) {
            return;
        }
        int before = given.amountVersion;
        given.amountVersion = version.version();
        if (given.chain.due() == 0) {
            // Should it be due again, it is by this version.
            return;
        }
        long target = pass.due(slot, award, given);
        Stimulus stimulus = pass.because(version.label(), "retroactive", pass.timeMillis);
        if (target > given.take.most() && !pass.take(slot, award, given, given.take.due(target))) {
            given.amountVersion = before;
        } else if (!given.isHeld()) {
            reverse(slot, award, given, target, stimulus);
        }
    }
}
