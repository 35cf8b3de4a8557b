package dev.milepost.oracle.ledger;

import dev.milepost.oracle.Rejections;
import dev.milepost.oracle.ledger.Given.Subject;
import dev.milepost.oracle.ledger.Standing.View;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Reward;
import java.util.Iterator;
import java.util.TreeMap;

/**
 * What is done for good. A reward is: longer ago than the lateness voided, with nothing to undo it, or expired; or longer ago
 * than the retention at its last entry, with nothing owed. An award is done whose rewards all are, and it is settled, in the
 * order of occurrences, when it was decided longer ago than the lateness; than the retention, where its completion may get another
 * number by what is taken back.
 */
final class Settling {

    static final long LATENESS = 24 * 3_600_000L;
    static final long RETENTION = 400 * LATENESS;

    private final Ledger ledger;

    Settling(Ledger ledger) {
        this.ledger = ledger;
    }

    void settle(Subject subject) {
        TreeMap<Integer, Award> awards = ledger.awards.get(subject);
        for (Award award : awards.values()) {
            award.isDone |= isDone(award);
        }
        for (Iterator<Award> rest = awards.values().iterator(); rest.hasNext(); ) {
            Award award = rest.next();
            Reward reward = Ledger.reward(ledger.version(award.version), subject.rule);
            boolean moves = Standing.isByItself(reward.fire()) && !Rejections.isOfSingleEvents(reward.on());
            boolean longAgo = isPast(award.decidedAt, moves ? RETENTION : LATENESS);
            if (award.rung > 0 || !award.isDone || !longAgo || isPreceded(award) || isFollowed(award)) {
                return;
            }
            Settled before = ledger.settled(subject);
            int standing = ledger.standing.count(subject, before.places(), award.place, ledger.time);
            ledger.settled.put(subject, new Settled(award.place, award.occurrence, before.position() + standing));
            rest.remove();
        }
    }

    private boolean isDone(Award award) {
        boolean done = true;
        for (Chain chain : award.chains) {
            boolean repeats = chain.repeats != Long.MAX_VALUE
                    && chain.state != Chain.State.VOIDED
                    && chain == award.latest(chain.effect, 0);
            boolean open = chain.isHeld() || repeats;
            long last = chain.last().time();
            boolean over = chain.isOver() && !chain.revivable;
            done &= !open
                    && ((over && isPast(last, LATENESS)) || (!over && chain.owed() <= 0 && isPast(last, RETENTION)));
        }
        return done;
    }

    /** Whether that is longer ago; if not, it will be looked at when it is. */
    private boolean isPast(long since, long length) {
        ledger.remind(since + length + 1);
        return since + length < ledger.time;
    }

    /**
     * Whether a later one is open that does not stand: what of all before it comes back decides whether it does again. Or that
     * rests on what would be settled with this, as by two versions' counts it may.
     */
    private boolean isFollowed(Award award) {
        return ledger.awards.get(award.subject).tailMap(award.occurrence, false).values().stream()
                .anyMatch(later -> !later.isDone && (later.place <= award.place || !ledger.stands(later)));
    }

    /** Whether one before it stands that was not granted, because its order was refunded: that may be undone. */
    private boolean isPreceded(Award award) {
        for (ProgramVersion version : ledger.versions) {
            boolean has = Ledger.reward(version, award.subject.rule) != null;
            if (has
                    && ledger.standing(award.subject, version.version(), View.AS_IT_IS).entrySet().stream()
                            .anyMatch(each -> each.getKey() < award.occurrence
                                    && !ledger.isDecided(award.subject, each.getKey())
                                    && ledger.decides(version, each.getValue().since()))) {
                return true;
            }
        }
        return false;
    }
}
