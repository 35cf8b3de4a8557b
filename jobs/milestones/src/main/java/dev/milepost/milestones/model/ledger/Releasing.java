package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.Rung;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Review.OnTimeout;

/**
 * Lets held rewards go: at the latest of the hold's end, the condition, and the moment when each referral that earned it is
 * cleared. A referral is cleared by a verdict of at most {@code risk_over}, by an accepted approval, or where nobody reviewed it in
 * time and the program says {@code release}. Each has its own time: from when the reward was earned, came to rest on it, or from
 * when it was cleared last. Its end says nothing for one without a verdict, nor for one that is blocked: a reward of a
 * blocked one is voided then. So is one whose condition is not listened to any more, as its version ended long ago.
 */
final class Releasing {

    private final Pass pass;

    /** How far the verdicts are. */
    private enum Gate {
        CLEARED,
        NO_VERDICT,
        RISKY,
        BLOCKED
    }

    /**
     * Of one reward, or of one of its referrals.
     *
     * @param sinceMillis since when it is cleared
     * @param overMillis when the time was over of the first that nobody reviewed by then, and that is not cleared by that;
     *     Long.MAX_VALUE: of none
     * @param blockedMillis of those that are blocked
     */
    private record Clearance(
            Gate gate, long sinceMillis, long knownAtMillis, String causeId, long overMillis, long blockedMillis) {
        private Clearance(Gate gate, long sinceMillis, long knownAtMillis, String causeId) {
            this(gate, sinceMillis, knownAtMillis, causeId, Long.MAX_VALUE, Long.MAX_VALUE);
        }

        private Clearance over(long timeMillis) {
            return new Clearance(
                    gate,
                    sinceMillis,
                    knownAtMillis,
                    causeId,
                    timeMillis,
                    gate == Gate.BLOCKED ? timeMillis : Long.MAX_VALUE);
        }

        private Clearance and(Clearance other) {
            Gate worse = other.gate.compareTo(gate) > 0 ? other.gate : gate;
            Clearance later = other.sinceMillis > sinceMillis ? other : this;
            return new Clearance(
                    worse,
                    later.sinceMillis,
                    Math.max(knownAtMillis, other.knownAtMillis),
                    later.causeId,
                    Math.min(overMillis, other.overMillis),
                    Math.min(blockedMillis, other.blockedMillis));
        }
    }

    Releasing(Pass pass) {
        this.pass = pass;
    }

    void settle(Slot slot, long knownAtMillis) {
        for (Award award : slot.awards.values()) {
            for (Given given : award.given) {
                if (given.isHeld()) {
                    held(slot, award, given, knownAtMillis);
                } else if (given.revivable) {
                    condition(slot, award, given);
                }
                if (given.chain.payouts() == 0
                        && given.expiresMillis <= pass.asOfMillis
                        && !given.chain.isOver()
                        && given.chain.owed() > 0) {
                    pass.tell(
                            slot,
                            award,
                            given,
                            given.chain.expire(pass.because(given.chain.rewardId, "expired", knownAtMillis)
                                    .at(Math.max(pass.timeMillis, given.expiresMillis))));
                }
            }
        }
    }

    private void held(Slot slot, Award award, Given given, long knownAtMillis) {
        ProgramVersion version = pass.terms.version(award.version);
        Effect effect = pass.effect(slot, award, given);
        Clearance clearance = clearance(slot, award, given, version);
        int awaited = awaited(slot, award, given);
        Condition condition = condition(slot, award, given);
        boolean open = awaited == Rung.NONE || given.conditionAtMillis != Long.MIN_VALUE;
        if (!open && pass.terms.isOver(slot.key.rule(), awaited, pass.asOfMillis)) {
            Revising.voided(
                    pass,
                    slot,
                    award,
                    given,
                    pass.because(given.chain.rewardId, "release_when_over", knownAtMillis),
                    false);
            return;
        }
        if (clearance.gate == Gate.CLEARED && open && given.holdEndsMillis <= pass.asOfMillis) {
            release(slot, award, given, effect, version, clearance, condition, knownAtMillis);
            return;
        }
        if (timedOut(slot, award, given, version, clearance, knownAtMillis)) {
            return;
        }
        String reason = switch (clearance.gate) {
            case NO_VERDICT -> "no_verdict";
            case RISKY -> "review";
            case BLOCKED -> "blocked";
            case CLEARED -> given.holdEndsMillis > pass.asOfMillis ? "hold" : "release_when";
        };
        if (clearance.overMillis != Long.MAX_VALUE && version.review().onTimeout() == OnTimeout.ESCALATE) {
            reason = "escalated";
        }
        if (!reason.equals(given.reason)) {
            given.reason = reason;
            pass.row(slot, award, given);
        }
    }

    private void release(
            Slot slot,
            Award award,
            Given given,
            Effect effect,
            ProgramVersion version,
            Clearance clearance,
            Condition condition,
            long knownAtMillis) {
        long at = Math.max(
                Math.max(pass.timeMillis, given.holdEndsMillis),
                Math.max(clearance.sinceMillis, given.conditionAtMillis));
        String cause = at == given.conditionAtMillis && condition != null
                ? condition.causeId()
                : at == clearance.sinceMillis ? clearance.causeId : given.chain.rewardId;
        String reason =
                at == given.conditionAtMillis ? "release_when" : at == clearance.sinceMillis ? "cleared" : "hold_over";
        Stimulus stimulus = pass.because(cause, reason, knownAtMillis)
                .at(at)
                .known(clearance.knownAtMillis)
                .known(condition == null ? Long.MIN_VALUE : condition.knownAtMillis());
        long due = pass.due(slot, award, given);
        if (!pass.take(slot, award, given, given.take.due(due))) {
            given.deniedDue = due;
            due = given.chain.due();
        }
        pass.tell(slot, award, given, given.chain.release(due, stimulus));
        given.reviewByMillis.clear();
        if (effect.expire() != null) {
            given.expiresMillis = effect.expire().after(given.chain.effectiveAtMillis(), version.timezone());
            pass.state.agenda.slot(given.expiresMillis, slot.key, given.expiresMillis);
            pass.row(slot, award, given);
        }
    }

    /** Whether that ended it. */
    private boolean timedOut(
            Slot slot, Award award, Given given, ProgramVersion version, Clearance clearance, long knownAtMillis) {
        OnTimeout onTimeout = version.review().onTimeout();
        boolean blocked = onTimeout == OnTimeout.RELEASE;
        long over = blocked ? clearance.blockedMillis : clearance.overMillis;
        if (onTimeout == OnTimeout.ESCALATE || over == Long.MAX_VALUE) {
            return false;
        }
        Stimulus stimulus = pass.because(given.chain.rewardId, blocked ? "blocked" : "review_timeout", knownAtMillis)
                .at(Math.max(pass.timeMillis, over));
        Revising.voided(pass, slot, award, given, stimulus, false);
        return true;
    }

    private int awaited(Slot slot, Award award, Given given) {
        return pass.rung(slot, award).conditionNumbers().get(given.effect);
    }

    /**
     * The first that came when it was earned or later, in its first life, and stands; of what lasts also one that came before. One
     * that has ended before the release counts no more. Of a life that may have another it is noted too.
     */
    private Condition condition(Slot slot, Award award, Given given) {
        int awaited = awaited(slot, award, given);
        Timeline<Condition> met = awaited == Rung.NONE ? null : slot.conditions.get(awaited);
        if (met == null) {
            return null;
        }
        long since = pass.terms.lasts(slot.key.rule(), awaited)
                ? Long.MIN_VALUE
                : award.earnedMillis(given.effect, given.recurrence);
        for (Condition condition : met.versions()) {
            if (condition.timeMillis() == given.conditionAtMillis && condition.untilMillis() <= pass.asOfMillis) {
                given.conditionAtMillis = Long.MIN_VALUE;
            }
        }
        for (Condition condition : met.versions()) {
            if (condition.timeMillis() >= since && condition.standsAt(pass.asOfMillis)) {
                if (given.conditionAtMillis == Long.MIN_VALUE) {
                    given.conditionAtMillis = condition.timeMillis();
                }
                return condition;
            }
        }
        return null;
    }

    private Clearance clearance(Slot slot, Award award, Given given, ProgramVersion version) {
        given.reviewByMillis.keySet().retainAll(award.referrals);
        Clearance all = new Clearance(Gate.CLEARED, Long.MIN_VALUE, Long.MIN_VALUE, given.chain.rewardId);
        for (String referral : award.referrals) {
            Clearance one = clearance(referral, given, version);
            all = all.and(
                    one.gate == Gate.CLEARED
                            ? cleared(referral, one, given)
                            : waiting(slot, referral, one, given, version));
        }
        return all;
    }

    private static Clearance cleared(String referral, Clearance clearance, Given given) {
        given.reviewByMillis.remove(referral);
        return clearance;
    }

    /** Of a referral that nothing has cleared: whether its time is over. */
    private Clearance waiting(Slot slot, String referral, Clearance clearance, Given given, ProgramVersion version) {
        Long by = given.reviewByMillis.get(referral);
        if (by == null) {
            // It was cleared: whoever reviews it has the whole time.
            by = version.review().after().after(pass.asOfMillis, version.timezone());
            given.reviewByMillis.put(referral, by);
            pass.state.agenda.slot(by, slot.key, by);
        }
        if (by > pass.asOfMillis) {
            return clearance;
        }
        if (clearance.gate == Gate.RISKY && version.review().onTimeout() == OnTimeout.RELEASE) {
            Verdict verdict = pass.state.world.verdict(referral, pass.asOfMillis);
            return new Clearance(
                    Gate.CLEARED, Math.max(verdict.timeMillis(), by), verdict.knownAtMillis(), verdict.id());
        }
        return clearance.over(by);
    }

    private Clearance clearance(String referral, Given given, ProgramVersion version) {
        Review review = pass.state.world.review(referral, pass.asOfMillis);
        if (review != null && review.approved()) {
            return new Clearance(Gate.CLEARED, review.timeMillis(), review.knownAtMillis(), review.id());
        }
        Verdict verdict = pass.state.world.verdict(referral, pass.asOfMillis);
        if (verdict == null) {
            Gate gate = pass.settings.requireVerdict() ? Gate.NO_VERDICT : Gate.CLEARED;
            return new Clearance(gate, Long.MIN_VALUE, Long.MIN_VALUE, given.chain.rewardId);
        }
        Clearance cleared = new Clearance(Gate.CLEARED, verdict.timeMillis(), verdict.knownAtMillis(), verdict.id());
        if (verdict.scoreMillionths() <= version.review().riskOver()) {
            return cleared;
        }
        if (verdict.identityOrRing()
                && verdict.scoreMillionths() >= version.review().blockOver()) {
            return new Clearance(Gate.BLOCKED, Long.MIN_VALUE, verdict.knownAtMillis(), verdict.id());
        }
        return new Clearance(Gate.RISKY, Long.MIN_VALUE, verdict.knownAtMillis(), verdict.id());
    }
}
