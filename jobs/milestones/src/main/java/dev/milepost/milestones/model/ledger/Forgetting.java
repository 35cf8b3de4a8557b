package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.Firing.View;
import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a ledger need not remember. Each subject of a reward forgets at moments of its own, so that what is decided afterwards
 * does not depend on when somebody looked:
 *
 * <ul>
 *   <li>a given reward is done {@code lateness} after it was voided or expired for good, and {@code retention} after its last
 *       entry where nothing is owed by then (an order may be refunded as long); never while it is held, owed or to be repeated;
 *   <li>an award all of whose rewards are done, or that was skipped, is forgotten {@code lateness} after it was decided
 *       ({@code retention}, where each completion earns by itself and may get another number by what is taken back), in the
 *       order of occurrences and not before a later one that may move and does not stand, and its completions with it: what
 *       stood then stays so. That they were decided is known for another {@code retention}, which is as long as one of them may
 *       still move. Of a ladder the rungs stay;
 *   <li>completions that cannot earn anything any more go after {@code lateness}.
 * </ul>
 *
 * <p>What all subjects share is swept at most once in a day, and nothing is decided by what is swept: of a referral one
 * verdict and one review stay, for ever; of an order what became of it, for {@code retention} and as long as a reward rests on
 * it; caps and budget keep the times of grants for {@code retention}, then their sum.
 */
final class Forgetting {

    private static final long AT_MOST_EACH = 86_400_000L;

    private final Pass pass;
    private final LedgerState state;
    private final Terms terms;
    private final LedgerSettings settings;
    private final long nowMillis;

    Forgetting(Pass pass) {
        this.pass = pass;
        this.state = pass.state;
        this.terms = pass.terms;
        this.settings = pass.settings;
        this.nowMillis = pass.asOfMillis;
    }

    /** Looks through what all share. */
    static void sweep(LedgerState state, LedgerSettings settings) {
        long told = state.toldUntilMillis;
        if (state.forgottenMillis != Long.MIN_VALUE && told - state.forgottenMillis < AT_MOST_EACH) {
            return;
        }
        state.forgottenMillis = told;
        state.index();
        state.world.forget(told - settings.latenessMillis(), told - settings.retentionMillis(), state.ofOrder.keySet());
        state.limits.forgetBefore(told - settings.retentionMillis());
        // Who keeps events apart from their copies does so for twice the lateness.
        state.payouts.forgetBefore(told - 2 * settings.latenessMillis());
    }

    /** Of one subject of a reward, all whose time has come; and asks to be called again when there is more. */
    void forget(SlotKey key) {
        Slot slot = state.slots.get(key);
        if (slot == null) {
            return;
        }
        long settled = nowMillis - settings.latenessMillis();
        slot.conditions.forEach((number, met) -> met.versions()
                .removeIf(condition -> condition.lastMillis() < settled && !releasesLater(key, number, condition)));
        slot.conditions.values().removeIf(Timeline::isEmpty);
        for (Award award : slot.awards.values()) {
            if (doneMillis(award) <= nowMillis) {
                award.given.forEach(given -> state.ofReward.remove(given.chain.rewardId));
                award.given.clear();
            }
        }
        while (!slot.awards.isEmpty()
                && forgottenMillis(slot) <= nowMillis
                && !isPreceded(slot, slot.awards.firstEntry().getValue())
                && !isFollowed(slot, slot.awards.firstEntry().getValue())) {
            forget(slot, slot.awards.pollFirstEntry().getValue());
        }
        spare(slot, settled);
        if (numbersMillis(slot) <= nowMillis) {
            slot.forgottenMillis = Long.MIN_VALUE;
        }
        schedule(slot);
        if (slot.isEmpty()) {
            state.slots.remove(key);
        }
    }

    /**
     * With its completions, and those before. Whether they stand stays as it is for good, whatever is said of them later: what
     * comes behind keeps its position.
     */
    private void forget(Slot slot, Award award) {
        SortedMap<Place, Completion> forgotten = slot.ofRung(0).headMap(new Place(0, award.place.ordinal() + 1));
        SortedMap<Long, Long> spared = slot.spared.headMap(award.place.ordinal() + 1);
        slot.passed += spared.values().stream()
                .filter(kept -> !stands(slot.completions.get(new Place(0, kept))))
                .count();
        slot.passed += forgotten.values().stream()
                .filter(completion -> !stands(completion))
                .count();
        spared.clear();
        forgotten.clear();
        slot.spared.values().removeIf(kept -> kept <= award.place.ordinal());
        slot.forgottenOrdinal = Math.max(slot.forgottenOrdinal, award.place.ordinal());
        slot.forgottenOccurrence = award.occurrence;
        slot.forgottenMillis = nowMillis;
    }

    private boolean stands(Completion completion) {
        return Firing.stands(completion, state.world, nowMillis);
    }

    /** Whether something stands before an award that is not decided yet: all of its order was refunded, which may be undone. */
    private boolean isPreceded(Slot slot, Award award) {
        for (ProgramVersion version : terms.versions()) {
            if (Terms.reward(version, slot.key.rule()) != null
                    && pass.standing(slot, version.version(), View.AS_IT_IS).entrySet().stream()
                            .anyMatch(each -> each.getKey() < award.occurrence
                                    && !slot.isDecided(each.getKey())
                                    && terms.decides(version, each.getValue().sinceMillis()))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a later one may move that does not stand: what comes back of all before it decides whether it does again. Or that
     * rests on a completion that would be forgotten with this, as by two versions' counts it may.
     */
    private boolean isFollowed(Slot slot, Award award) {
        return slot.awards.tailMap(award.occurrence, false).values().stream()
                .anyMatch(later -> !later.given.isEmpty()
                        && (later.place.ordinal() <= award.place.ordinal()
                                || !pass.standing(slot, later.version, View.AS_IT_IS)
                                        .containsKey(later.occurrence)));
    }

    /** Lets completions go that stand behind another of the same referrals, where only the first counts. */
    private void spare(Slot slot, long settled) {
        ProgramVersion version = terms.at(nowMillis);
        Reward reward = version == null ? null : Terms.reward(version, slot.key.rule());
        if (reward == null) {
            return;
        }
        if (reward.fire() instanceof Fire.Ladder) {
            int last =
                    slot.completions.isEmpty() ? 0 : slot.completions.lastKey().rung();
            for (int rung = 1; rung <= last; rung++) {
                firstAlone(slot, rung, settled);
            }
        } else if (reward.fire() instanceof Fire.Once) {
            SortedMap<Place, Completion> all = slot.ofRung(0);
            firstAlone(slot, 0, settled);
            boolean over = slot.forgottenOccurrence >= 0;
            boolean behind =
                    slot.awards.isEmpty() && !all.isEmpty() && all.firstKey().ordinal() > 1;
            if (over || behind) {
                removeUnused(slot, all, settled);
            }
        } else if (reward.fire() instanceof Fire.First first) {
            SortedMap<Place, Completion> all = slot.ofRung(0);
            boolean over = slot.forgottenOccurrence >= first.n();
            boolean behind =
                    slot.awards.isEmpty() && !all.isEmpty() && all.firstKey().ordinal() - slot.passed > first.n();
            if (over || behind) {
                removeUnused(slot, all, settled);
            }
        }
    }

    /** One that stands only where an earlier one does, or counts only referrals that make an earlier one count, is none more. */
    private static void firstAlone(Slot slot, int rung, long settled) {
        long used = used(slot, rung);
        List<Completion> kept = new ArrayList<>();
        for (Iterator<Completion> rest = slot.ofRung(rung).values().iterator(); rest.hasNext(); ) {
            Completion completion = rest.next();
            if (completion.lastTurnMillis() >= settled) {
                return;
            }
            Reach reach = completion.at(settled).reach();
            boolean none = kept.stream().anyMatch(earlier -> {
                Reach first = earlier.at(settled).reach();
                return first == null || reach == null || reach.referrals().containsAll(first.referrals());
            });
            if (none && completion.ordinal() > used) {
                rest.remove();
                if (rung == 0) {
                    slot.goes(completion.ordinal(), like(reach, kept, settled));
                }
            } else {
                kept.add(completion);
            }
        }
    }

    /** The one of those that are kept which counts the same referrals, or null: so a later version that counts all counts right. */
    private static Long like(Reach reach, List<Completion> kept, long settled) {
        return kept.stream()
                .filter(earlier -> reach != null
                        && earlier.at(settled).reach() != null
                        && earlier.at(settled).reach().referrals().equals(reach.referrals()))
                .findFirst()
                .map(Completion::ordinal)
                .orElse(null);
    }

    private static void removeUnused(Slot slot, SortedMap<Place, Completion> all, long settled) {
        long used = used(slot, 0);
        List<Completion> unused = all.values().stream()
                .filter(completion -> completion.ordinal() > used && completion.lastTurnMillis() < settled)
                .toList();
        for (Completion completion : unused) {
            all.remove(completion.place());
            slot.goes(completion.ordinal(), null);
        }
    }

    /** The last completion that an award rests on, of whatever version: another one may have counted otherwise. */
    private static long used(Slot slot, int rung) {
        return slot.awards.values().stream()
                .filter(award -> award.place.rung() == rung)
                .mapToLong(award -> award.place.ordinal())
                .max()
                .orElse(0);
    }

    private void schedule(Slot slot) {
        long next = Long.MAX_VALUE;
        for (Award award : slot.awards.values()) {
            next = sooner(next, award.given.isEmpty() ? Long.MAX_VALUE : doneMillis(award));
        }
        next = sooner(next, forgottenMillis(slot));
        next = sooner(next, numbersMillis(slot));
        for (Timeline<Condition> timeline : slot.conditions.values()) {
            for (Condition condition : timeline.versions()) {
                next = sooner(next, after(condition.lastMillis(), settings.latenessMillis()));
            }
        }
        if (slot.awards.isEmpty()) {
            for (Completion completion : slot.completions.values()) {
                next = sooner(next, after(completion.lastTurnMillis(), settings.latenessMillis()));
            }
        }
        if (next != slot.forgetsMillis) {
            state.agenda.forgetNot(slot.forgetsMillis, slot.key);
            slot.forgetsMillis = next;
            state.agenda.forget(next, slot.key);
        }
    }

    /** Whether what is earned any time later will be released by it. */
    private boolean releasesLater(SlotKey key, int number, Condition condition) {
        return condition.untilMillis() == Long.MAX_VALUE && terms.lasts(key.rule(), number);
    }

    /** What lies behind has been done, or cannot be. */
    private long sooner(long next, long candidate) {
        return candidate > nowMillis ? Math.min(next, candidate) : next;
    }

    /** When the first award is forgotten; Long.MAX_VALUE: not as it stands. */
    private long forgottenMillis(Slot slot) {
        if (slot.awards.isEmpty()) {
            return Long.MAX_VALUE;
        }
        Award first = slot.awards.firstEntry().getValue();
        return !first.given.isEmpty() || first.place.rung() > 0
                ? Long.MAX_VALUE
                : after(
                        first.decidedMillis,
                        terms.mayMove(first.version, slot.key.rule())
                                ? settings.retentionMillis()
                                : settings.latenessMillis());
    }

    /** When the numbers are forgotten that alone are left. */
    private long numbersMillis(Slot slot) {
        boolean alone = slot.completions.isEmpty() && slot.awards.isEmpty() && slot.conditions.isEmpty();
        return alone && slot.passed == 0 && slot.forgottenMillis != Long.MIN_VALUE
                ? after(slot.forgottenMillis, settings.retentionMillis())
                : Long.MAX_VALUE;
    }

    /** When nothing can happen any more to anything that it gave. */
    private long doneMillis(Award award) {
        long done = Long.MIN_VALUE;
        for (Given given : award.given) {
            boolean repeats = given.repeatsMillis != Long.MAX_VALUE
                    && given.chain.state() != Step.VOIDED
                    && given == award.latest(given.effect, 0);
            if (given.isHeld() || repeats) {
                return Long.MAX_VALUE;
            }
            long last = given.chain.effectiveAtMillis();
            if (given.chain.isOver() && !given.revivable) {
                done = Math.max(done, after(last, settings.latenessMillis()));
            } else if (given.chain.owed() <= 0) {
                done = Math.max(done, after(last, settings.retentionMillis()));
            } else {
                return Long.MAX_VALUE;
            }
        }
        return done;
    }

    private static long after(long timeMillis, long lengthMillis) {
        return timeMillis + lengthMillis + 1;
    }

    /** For tests: how much there is of each. */
    static Map<String, Integer> sizes(LedgerState state) {
        Map<String, Integer> sizes = new TreeMap<>();
        sizes.put("slots", state.slots.size());
        sizes.put("rewards", state.ofReward.size());
        sizes.put("orders", state.world.orders.size());
        sizes.put("caps", state.limits.caps.size());
        sizes.put("moments", state.agenda.moments.size());
        return sizes;
    }
}
