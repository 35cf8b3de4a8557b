package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.programs.model.Effect;
import dev.milepost.programs.model.Reward;
import dev.milepost.programs.model.Reward.Fire;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a ledger need not remember. With settled = told − lateness and expired = told − retention:
 *
 * <ul>
 *   <li>of a referral one verdict and one review stay, for ever; of an order what became of it, until expired;
 *   <li>an award goes where all its rewards are over since settled, or owe nothing since expired, and none is to be repeated;
 *       one that was skipped at settled. Its completions go with it, in the order of occurrences. Then a subject of a reward
 *       leaves nothing behind, unless it has a completion that did not stand: then a number. Of a ladder the rungs stay;
 *   <li>completions that can earn nothing go at settled;
 *   <li>usage of caps and budget keeps its times until expired, then only its sum.
 * </ul>
 *
 * <p>So a ledger grows with its referrals (about 100 bytes each) and with the rewards of the last {@code retention} and those
 * that are still owed (about 600 bytes each).
 */
final class Forgetting {

    private static final long AT_MOST_EACH = 3_600_000L;

    private final LedgerState state;
    private final Terms terms;
    private final long settledMillis;
    private final long expiredMillis;

    private Forgetting(LedgerState state, Terms terms, LedgerSettings settings) {
        this.state = state;
        this.terms = terms;
        this.settledMillis = state.toldUntilMillis - settings.latenessMillis();
        this.expiredMillis = state.toldUntilMillis - settings.retentionMillis();
    }

    /** Looks through everything, at most once in an hour of event time. */
    static void of(LedgerState state, Terms terms, LedgerSettings settings) {
        long since = state.forgottenMillis == Long.MIN_VALUE
                ? AT_MOST_EACH
                : state.toldUntilMillis - state.forgottenMillis;
        if (since >= AT_MOST_EACH) {
            state.forgottenMillis = state.toldUntilMillis;
            new Forgetting(state, terms, settings).all();
        }
    }

    private void all() {
        state.world.forget(settledMillis, expiredMillis);
        state.limits.forgetBefore(expiredMillis);
        for (Iterator<Slot> slots = state.slots.values().iterator(); slots.hasNext(); ) {
            Slot slot = slots.next();
            slot.conditions.values().forEach(timeline -> timeline.forgetBefore(settledMillis));
            slot.conditions.values().removeIf(timeline -> timeline.lastMillis() < settledMillis);
            awards(slot);
            if (slot.isEmpty()) {
                slots.remove();
            }
        }
        state.index();
    }

    private void awards(Slot slot) {
        for (Award award : slot.awards.values()) {
            if (award.given.stream().allMatch(given -> isDone(slot, award, given))) {
                award.given.clear();
            }
        }
        if (slot.completions.keySet().stream().anyMatch(place -> place.rung() > 0)) {
            return;
        }
        while (!slot.awards.isEmpty()) {
            Award first = slot.awards.firstEntry().getValue();
            if (!first.given.isEmpty() || first.decidedMillis >= settledMillis) {
                break;
            }
            slot.awards.pollFirstEntry();
            forget(slot.completions.headMap(first.cause.place(), true), slot);
        }
        spare(slot);
    }

    private void forget(Map<Place, Completion> completions, Slot slot) {
        slot.fallen += completions.values().stream()
                .filter(this::hasFallen)
                .count();
        completions.clear();
    }

    private boolean hasFallen(Completion completion) {
        Turn turn = completion.at(state.toldUntilMillis);
        return turn != null
                && (!turn.stands()
                        || completion.referrals().stream()
                                .anyMatch(referral -> state.world.isRejected(referral, state.toldUntilMillis)));
    }

    /** Of a reward that is given once, completions that came later, once it is let go. */
    private void spare(Slot slot) {
        Award once = slot.awards.get(0);
        ProgramVersion version = terms.at(state.toldUntilMillis);
        Reward reward = version == null ? null : Terms.reward(version, slot.key.rule());
        if (reward == null || !(reward.fire() instanceof Fire.Once)) {
            return;
        }
        if (once == null) {
            // The first was forgotten, and with it that these can earn nothing.
            if (!slot.completions.isEmpty()
                    && slot.completions.firstKey().ordinal() > slot.fallen + 1
                    && slot.completions.values().stream().allMatch(this::isSettled)) {
                slot.completions.clear();
            }
        } else if (once.isSettled(settledMillis)) {
            slot.completions
                    .tailMap(once.cause.place(), false)
                    .values()
                    .removeIf(completion ->
                            isSettled(completion) && completion.at(settledMillis).stands());
        }
    }

    private boolean isSettled(Completion completion) {
        return completion.turns().get(completion.turns().size() - 1).timeMillis() < settledMillis;
    }

    private boolean isDone(Slot slot, Award award, Given given) {
        Reward reward = Terms.reward(terms.version(award.version), slot.key.rule());
        List<Effect> effects = Terms.effects(reward, award.occurrence);
        Effect effect = effects.get(given.effect);
        boolean repeats = given.recurrence == 0
                && effect.recur() != null
                && given.chain.state() != Step.VOIDED
                && given.repeated + 1 < effect.recur().times();
        if (repeats || given.isHeld()) {
            return false;
        }
        long last = given.chain.effectiveAtMillis();
        if (given.chain.isOver() && !given.revivable) {
            return last < settledMillis;
        }
        return given.chain.owed() <= 0 && last < expiredMillis;
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
