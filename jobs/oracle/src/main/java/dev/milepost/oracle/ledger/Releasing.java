package dev.milepost.oracle.ledger;

import dev.milepost.oracle.ledger.Given.Condition;
import dev.milepost.oracle.ledger.Given.Review;
import dev.milepost.oracle.ledger.Given.Verdict;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Pattern;
import dev.milepost.programs.model.Review.OnTimeout;
import dev.milepost.programs.model.Window;
import java.util.Comparator;
import java.util.List;

/**
 * Lets go what is held: once its hold is over, its condition is met, and each of its referrals has a verdict that releases it or
 * an approval; or what {@code on_timeout} says.
 */
final class Releasing {

    private final Ledger ledger;

    /** How far a referral's clearance is, from good to bad. */
    private enum Gate {
        CLEARED,
        NO_VERDICT,
        RISKY,
        BLOCKED
    }

    /** Since when, and by what; over: some time for a review is, without any. */
    private record Clearance(Gate gate, long since, String cause, boolean over, boolean blockedOver) {
        private Clearance(Gate gate, long since, String cause) {
            this(gate, since, cause, false, false);
        }
    }

    Releasing(Ledger ledger) {
        this.ledger = ledger;
    }

    void settle(Chain chain) {
        if (chain.isHeld()) {
            held(chain);
        }
        if (chain.payouts == 0 && chain.expires <= ledger.time && !chain.isOver() && chain.owed() > 0) {
            chain.expire(ledger.time);
            ledger.rows.told(chain);
        }
    }

    private void held(Chain chain) {
        ProgramVersion version = ledger.version(chain.award.version);
        Effect terms = ledger.terms(chain);
        Clearance clearance = clearance(chain, version);
        int awaited = terms.releaseWhen() == null
                ? -1
                : ledger.editions.waitsFor(version, Ledger.reward(version, chain.award.subject.rule), terms);
        Condition condition = awaited < 0 ? null : condition(chain, awaited);
        boolean open = awaited < 0 || condition != null;
        if (!open && !ledger.editions.isHeard(awaited, ledger.time)) {
            chain.voided(ledger.time, chain.id, "release_when_over");
            ledger.rows.told(chain);
            return;
        }
        if (clearance.gate() == Gate.CLEARED) {
            if (open && chain.holdEnds <= ledger.time) {
                release(chain, terms, version, clearance, condition);
            } else {
                reason(chain, chain.holdEnds > ledger.time ? "hold" : "release_when");
            }
            return;
        }
        OnTimeout onTimeout = version.review().onTimeout();
        boolean over = clearance.over();
        boolean blocked = onTimeout == OnTimeout.RELEASE && clearance.blockedOver();
        if (blocked || (over && onTimeout == OnTimeout.VOID)) {
            chain.voided(ledger.time, chain.id, blocked ? "blocked" : "review_timeout");
            ledger.rows.told(chain);
        } else if (over && onTimeout == OnTimeout.ESCALATE) {
            reason(chain, "escalated");
        } else {
            reason(
                    chain,
                    switch (clearance.gate()) {
                        case NO_VERDICT -> "no_verdict";
                        case RISKY -> "review";
                        default -> "blocked";
                    });
        }
    }

    private void reason(Chain chain, String reason) {
        if (!reason.equals(chain.reason)) {
            chain.reason = reason;
            ledger.rows.told(chain);
        }
    }

    private void release(Chain chain, Effect terms, ProgramVersion version, Clearance clearance, Condition condition) {
        long time = ledger.time;
        boolean byCondition = condition != null && condition.since() == time;
        boolean byVerdict = clearance.since() == time;
        String cause = byCondition ? condition.cause() : byVerdict ? clearance.cause() : chain.id;
        long due = ledger.worth(chain);
        if (!ledger.takes(chain, due)) {
            chain.denied = due;
            due = chain.due;
        }
        chain.release(due, time, cause, byCondition ? "release_when" : byVerdict ? "cleared" : "hold_over");
        if (terms.expire() != null) {
            chain.expires = terms.expire().after(time, version.timezone());
            ledger.remind(chain.expires);
        }
        ledger.rows.told(chain);
    }

    /** The first that stands since it was earned, in its first life, or before where that makes no difference; null: none. */
    private Condition condition(Chain chain, int awaited) {
        boolean staysSo = isNumberOfLifetime(ledger.terms(chain).releaseWhen());
        long earned = chain.award.chains.stream()
                .filter(life -> life.effect == chain.effect && life.recurrence == chain.recurrence)
                .mapToLong(life -> life.earnedAt)
                .min()
                .orElseThrow();
        return chain.award.subject.conditions.getOrDefault(awaited, List.of()).stream()
                .filter(met ->
                        (staysSo || met.since() >= earned) && met.since() <= ledger.time && met.until() > ledger.time)
                .min(Comparator.comparingLong(Condition::since).thenComparing(Condition::cause))
                .orElse(null);
    }

    /** Having had an nth event, or so many, or so much altogether, is no matter of when: one has, until it is taken back. */
    private static boolean isNumberOfLifetime(Pattern pattern) {
        if (pattern instanceof Pattern.Count count) {
            return count.window() instanceof Window.Lifetime;
        }
        return pattern instanceof Pattern.Nth
                || (pattern instanceof Pattern.Sum sum && sum.window() instanceof Window.Lifetime);
    }

    /** Of all its referrals: the worst, and the latest. */
    private Clearance clearance(Chain chain, ProgramVersion version) {
        Clearance all = new Clearance(Gate.CLEARED, Long.MIN_VALUE, chain.id);
        for (String referral : chain.award.referrals) {
            Clearance one = clearance(referral, chain, version);
            Gate worse = one.gate().compareTo(all.gate()) > 0 ? one.gate() : all.gate();
            Clearance later = one.since() > all.since() ? one : all;
            all = new Clearance(
                    worse,
                    later.since(),
                    later.cause(),
                    all.over() || one.over(),
                    all.blockedOver() || one.blockedOver());
        }
        chain.reviewBy.keySet().retainAll(chain.award.referrals);
        return all;
    }

    /** Each has the time to be reviewed that begins when it is not cleared, or not any more. */
    private Clearance clearance(String referral, Chain chain, ProgramVersion version) {
        Clearance by = byOthers(referral, chain, version);
        if (by.gate() == Gate.CLEARED) {
            chain.reviewBy.remove(referral);
            return by;
        }
        long end = chain.reviewBy.computeIfAbsent(
                referral, r -> version.review().after().after(ledger.time, version.timezone()));
        ledger.remind(end);
        if (end > ledger.time) {
            return by;
        }
        boolean releases = version.review().onTimeout() == OnTimeout.RELEASE;
        return releases && by.gate() == Gate.RISKY
                ? new Clearance(
                        Gate.CLEARED,
                        Math.max(
                                end, ledger.world.verdict(referral, ledger.time).time()),
                        by.cause())
                : new Clearance(by.gate(), by.since(), by.cause(), true, by.gate() == Gate.BLOCKED);
    }

    private Clearance byOthers(String referral, Chain chain, ProgramVersion version) {
        Review review = ledger.world.review(referral, ledger.time);
        if (review != null && review.approved()) {
            return new Clearance(Gate.CLEARED, review.time(), review.id());
        }
        Verdict verdict = ledger.world.verdict(referral, ledger.time);
        if (verdict == null) {
            return new Clearance(ledger.requireVerdict ? Gate.NO_VERDICT : Gate.CLEARED, Long.MIN_VALUE, chain.id);
        }
        if (verdict.scoreMillionths() <= version.review().riskOver()) {
            return new Clearance(Gate.CLEARED, verdict.time(), verdict.id());
        }
        if (verdict.identityOrRing()
                && verdict.scoreMillionths() >= version.review().blockOver()) {
            return new Clearance(Gate.BLOCKED, Long.MIN_VALUE, verdict.id());
        }
        return new Clearance(Gate.RISKY, Long.MIN_VALUE, verdict.id());
    }
}
