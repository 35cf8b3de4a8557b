package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Reach;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is remembered of one program. Mutable; {@link ProgramLedger} is what changes it, and {@link Forgetting} says how large it
 * grows. The agenda and the two indices follow from the rest and are not written.
 */
public final class LedgerState {

    /** Decisions are told up to this time, itself included. */
    long toldUntilMillis = Long.MIN_VALUE;

    long forgottenMillis = Long.MIN_VALUE;
    World world = new World();
    Limits limits = new Limits();
    final TreeMap<SlotKey, Slot> slots = new TreeMap<>();
    Payouts payouts = new Payouts();

    final Agenda agenda = new Agenda();
    final Map<String, Set<SlotKey>> ofReferral = new HashMap<>();
    /** By {@link Reach#orders}. */
    final Map<String, Set<SlotKey>> ofOrder = new HashMap<>();

    final Map<String, Located> ofReward = new HashMap<>();

    /** Where a reward is. */
    record Located(Slot slot, Award award, Given given) {}

    /** Nothing has been heard of the program. */
    public static LedgerState empty() {
        return new LedgerState();
    }

    /** A state that may be changed without changing this one. */
    public LedgerState copy() {
        LedgerState copy = new LedgerState();
        copy.toldUntilMillis = toldUntilMillis;
        copy.forgottenMillis = forgottenMillis;
        copy.world = world.copy();
        copy.limits = limits.copy();
        slots.forEach((key, slot) -> copy.slots.put(key, slot.copy()));
        copy.payouts = payouts.copy();
        agenda.moments.forEach((time, moment) -> copy.agenda.moments.put(time, moment.copy()));
        copy.index();
        return copy;
    }

    Slot slot(SlotKey key) {
        return slots.computeIfAbsent(key, Slot::new);
    }

    void index(Completion completion) {
        for (Turn turn : completion.turns()) {
            if (turn.reach() != null) {
                index(completion.slot(), turn.reach());
            }
        }
    }

    void index(SlotKey slot, Reach reach) {
        for (String referral : reach.restsOn()) {
            index(slot, referral);
        }
        for (String order : reach.orders()) {
            ofOrder.computeIfAbsent(order, k -> new TreeSet<>()).add(slot);
        }
    }

    private void index(SlotKey slot, String referral) {
        ofReferral.computeIfAbsent(referral, k -> new TreeSet<>()).add(slot);
    }

    void index(Slot slot, Award award, Given given) {
        ofReward.put(given.chain.rewardId, new Located(slot, award, given));
    }

    /** Makes the indices anew: what was forgotten leaves them. */
    void index() {
        ofReferral.clear();
        ofOrder.clear();
        ofReward.clear();
        for (Slot slot : slots.values()) {
            slot.completions.values().forEach(this::index);
            for (Award award : slot.awards.values()) {
                index(slot.key, award.cause);
                award.referrals.forEach(referral -> index(slot.key, referral));
                award.given.forEach(given -> index(slot, award, given));
            }
        }
    }

    /** Makes the agenda of what lies ahead anew. */
    void schedule() {
        for (Slot slot : slots.values()) {
            for (Completion completion : slot.completions.values()) {
                for (Turn turn : completion.turns()) {
                    ahead(turn.timeMillis(), slot.key, turn.knownAtMillis());
                }
            }
            slot.conditions
                    .values()
                    .forEach(timeline -> timeline.versions().forEach(met -> {
                        ahead(met.timeMillis(), slot.key, met.knownAtMillis());
                        ahead(met.untilMillis(), slot.key, Long.MIN_VALUE);
                    }));
            agenda.forget(slot.forgetsMillis, slot.key);
        }
        world.verdicts.values().forEach(timeline -> timeline.versions().forEach(this::ahead));
        world.reviews
                .values()
                .forEach(timeline -> timeline.versions().forEach(review -> {
                    if (review.timeMillis() > toldUntilMillis) {
                        agenda.referral(review.timeMillis(), review.referralId(), review.knownAtMillis());
                    }
                }));
        world.orders
                .values()
                .forEach(timeline -> timeline.versions().forEach(order -> {
                    if (order.timeMillis() > toldUntilMillis) {
                        agenda.order(order.timeMillis(), order.order(), order.knownAtMillis());
                    }
                }));
        payouts.waiting().forEach(payout -> agenda.at(payout.timeMillis()));
        for (Located reward : ofReward.values()) {
            timers(reward.slot().key, reward.given());
        }
    }

    /** Times of its own at which a reward has to be looked at. */
    private void timers(SlotKey slot, Given given) {
        if (given.isHeld()) {
            ahead(given.holdEndsMillis, slot, given.holdEndsMillis);
            given.reviewByMillis.values().forEach(by -> ahead(by, slot, by));
        }
        if (given.expiresMillis != Long.MAX_VALUE) {
            ahead(given.expiresMillis, slot, given.expiresMillis);
        }
        ahead(given.repeatsMillis, slot, Long.MIN_VALUE);
    }

    private void ahead(Verdict verdict) {
        if (verdict.timeMillis() > toldUntilMillis) {
            agenda.referral(verdict.timeMillis(), verdict.referralId(), verdict.knownAtMillis());
        }
    }

    void ahead(long timeMillis, SlotKey slot, long knownAtMillis) {
        if (timeMillis > toldUntilMillis && timeMillis != Long.MAX_VALUE) {
            agenda.slot(timeMillis, slot, knownAtMillis);
        }
    }
}
