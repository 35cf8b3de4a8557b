package dev.milepost.milestones.model.ledger;

import dev.milepost.milestones.model.ledger.LedgerFact.Completion;
import dev.milepost.milestones.model.ledger.LedgerFact.Condition;
import dev.milepost.milestones.model.ledger.LedgerFact.OrderMoney;
import dev.milepost.milestones.model.ledger.LedgerFact.Payout;
import dev.milepost.milestones.model.ledger.LedgerFact.Review;
import dev.milepost.milestones.model.ledger.LedgerFact.Turn;
import dev.milepost.milestones.model.ledger.LedgerFact.Verdict;
import dev.milepost.milestones.model.time.Timeline;
import dev.milepost.programs.ProgramVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The rewards of one program: takes facts, and decides by time alone.
 *
 * <p>Facts are taken in at any time and decide nothing yet. {@link #advanceTo} decides moment by moment up to the watermark; at
 * each, what changed the ground of rewards first, then grants in the order of reward_id, then releases and ends, then payouts. A
 * fact whose moment has been told leads at the next call to entries that are marked late: at its own time, but by all that is
 * known by now, so that nobody's told grant is taken for it.
 *
 * <p>Holds no state of its own: that is in {@link LedgerState}.
 */
public final class ProgramLedger {

    /** By how much more than the lateness two records of one event_id may be apart, of which one refuses the other. */
    private static final long CONFLICT_MARGIN_MILLIS = 60_000;

    private final String program;
    private final LedgerSettings settings;
    private final LedgerState state;

    public ProgramLedger(String program, LedgerSettings settings, LedgerState state) {
        this.program = program;
        this.settings = settings;
        this.state = state;
    }

    /** A fact holds from now on, in place of the one with its identity. */
    public void accept(LedgerFact fact) {
        if (fact instanceof Completion completion) {
            completion(completion);
        } else if (fact instanceof Condition condition) {
            Slot slot = state.slot(condition.slot());
            slot.conditions
                    .computeIfAbsent(condition.number(), k -> new Timeline<>())
                    .put(condition.timeMillis(), condition.causeId(), condition);
            state.agenda.slot(condition.timeMillis(), condition.slot(), condition.knownAtMillis());
            state.agenda.slot(condition.untilMillis(), condition.slot(), Long.MIN_VALUE);
        } else if (fact instanceof Verdict verdict) {
            World.of(state.world.verdicts, verdict.referralId()).put(verdict.timeMillis(), verdict.id(), verdict);
            state.agenda.referral(verdict.timeMillis(), verdict.referralId(), verdict.knownAtMillis());
        } else if (fact instanceof Review review) {
            World.of(state.world.reviews, review.referralId()).put(review.timeMillis(), review.id(), review);
            state.agenda.referral(review.timeMillis(), review.referralId(), review.knownAtMillis());
        } else if (fact instanceof OrderMoney order) {
            World.of(state.world.orders, order.order()).put(order.timeMillis(), order.causeId(), order);
            state.agenda.order(order.timeMillis(), order.order(), order.knownAtMillis());
        } else if (fact instanceof Payout payout) {
            if (state.payouts.add(payout)) {
                state.agenda.at(payout.timeMillis());
            }
        }
    }

    /** A fact, as it was accepted, never was. A payout that is booked stays. */
    public void retract(LedgerFact fact, long knownAtMillis) {
        if (fact instanceof Completion completion) {
            Slot slot = state.slots.get(completion.slot());
            Completion before = slot == null ? null : slot.completions.remove(completion.place());
            if (before != null) {
                if (before.place().rung() == 0) {
                    slot.goes(before.ordinal(), null);
                }
                touch(slot.key, before.turns().get(0).timeMillis(), knownAtMillis);
            }
        } else if (fact instanceof Condition condition) {
            Slot slot = state.slots.get(condition.slot());
            if (slot == null) {
                return;
            }
            Timeline<Condition> timeline = slot.conditions.get(condition.number());
            if (timeline != null) {
                timeline.remove(condition.timeMillis(), condition.causeId());
                if (timeline.isEmpty()) {
                    slot.conditions.remove(condition.number());
                }
            }
            slot.awards
                    .values()
                    .forEach(award -> award.given.stream()
                            .filter(given -> given.conditionAtMillis == condition.timeMillis())
                            .forEach(given -> given.conditionAtMillis = Long.MIN_VALUE));
            touch(condition.slot(), condition.timeMillis(), knownAtMillis);
        } else if (fact instanceof Verdict verdict) {
            remove(state.world.verdicts, verdict.referralId(), verdict.timeMillis(), verdict.id());
            state.agenda.referral(verdict.timeMillis(), verdict.referralId(), knownAtMillis);
        } else if (fact instanceof Review review) {
            remove(state.world.reviews, review.referralId(), review.timeMillis(), review.id());
            state.agenda.referral(review.timeMillis(), review.referralId(), knownAtMillis);
        } else if (fact instanceof OrderMoney order) {
            remove(state.world.orders, order.order(), order.timeMillis(), order.causeId());
            state.agenda.order(order.timeMillis(), order.order(), knownAtMillis);
        } else if (fact instanceof Payout payout) {
            state.payouts.remove(payout);
        }
    }

    private static <T> void remove(Map<String, Timeline<T>> timelines, String key, long timeMillis, String id) {
        Timeline<T> timeline = timelines.get(key);
        if (timeline != null) {
            timeline.remove(timeMillis, id);
            if (timeline.isEmpty()) {
                timelines.remove(key);
            }
        }
    }

    private void completion(Completion told) {
        Slot slot = state.slots.get(told.slot());
        if (slot != null && slot.isForgotten(told.place())) {
            return;
        }
        slot = state.slot(told.slot());
        Completion completion = told.behind(slot.completions.get(told.place()));
        Completion before = slot.completions.put(completion.place(), completion);
        if (completion.equals(before)) {
            return;
        }
        if (completion.place().rung() == 0) {
            slot.spared.remove(completion.ordinal());
        }
        state.index(completion);
        List<Turn> turns = completion.turns();
        for (Turn turn : turns) {
            state.ahead(turn.timeMillis(), slot.key, turn.knownAtMillis());
        }
        List<Turn> former = before == null ? List.of() : before.turns();
        int same = 0;
        while (same < Math.min(turns.size(), former.size()) && turns.get(same).equals(former.get(same))) {
            same++;
        }
        long known = turns.subList(Math.min(same, turns.size() - 1), turns.size()).stream()
                .filter(turn -> turn.timeMillis() <= state.toldUntilMillis)
                .mapToLong(Turn::knownAtMillis)
                .max()
                .orElse(Long.MIN_VALUE);
        touch(slot.key, Math.min(timeMillis(turns, same), timeMillis(former, same)), known);
    }

    private static long timeMillis(List<Turn> turns, int index) {
        return index < turns.size() ? turns.get(index).timeMillis() : Long.MAX_VALUE;
    }

    /** Something that was told otherwise is looked at again; what lies ahead is looked at in its time. */
    private void touch(SlotKey slot, long timeMillis, long knownAtMillis) {
        if (timeMillis <= state.toldUntilMillis) {
            state.agenda.slot(timeMillis, slot, knownAtMillis);
        }
    }

    /** When there is something to decide next; Long.MAX_VALUE: never, and what came late: at once. */
    public long nextTimer(Terms terms) {
        long next = state.agenda.next();
        for (ProgramVersion version : terms.versions()) {
            if (terms.isRaising(version) && version.validFromMillis() > state.toldUntilMillis) {
                next = Math.min(next, version.validFromMillis());
            }
        }
        return Math.min(next, terms.nextOver(state.toldUntilMillis));
    }

    /** Decides all up to that time, which is where the stream is. */
    public Told advanceTo(long timeMillis, Terms terms) {
        return advanceTo(timeMillis, terms, timeMillis);
    }

    /**
     * Decides all up to that time, itself included: no fact of a time up to it comes any more, but late.
     *
     * @param reachedMillis the time that the stream has reached, by which corrections of what was told are known
     */
    public Told advanceTo(long timeMillis, Terms terms, long reachedMillis) {
        Told told = new Told();
        SortedMap<Long, ProgramVersion> raises = new TreeMap<>();
        for (ProgramVersion version : terms.versions()) {
            if (terms.isRaising(version)
                    && version.validFromMillis() > state.toldUntilMillis
                    && version.validFromMillis() <= timeMillis) {
                raises.put(version.validFromMillis(), version);
            }
        }
        long over = terms.nextOver(state.toldUntilMillis);
        while (true) {
            long raise = raises.isEmpty() ? Long.MAX_VALUE : raises.firstKey();
            long next = Math.min(state.agenda.next(), Math.min(raise, over));
            if (next > timeMillis || next == Long.MAX_VALUE) {
                break;
            }
            Pass pass = new Pass(program, state, terms, settings, told, next, reachedMillis);
            decide(pass, raises.remove(next), next == over);
            over = next == over ? terms.nextOver(next) : over;
            told.moment(pass.entries);
        }
        if (timeMillis > state.toldUntilMillis) {
            state.toldUntilMillis = timeMillis;
            Forgetting.sweep(state, settings);
        }
        return told;
    }

    private void decide(Pass pass, ProgramVersion raise, boolean over) {
        Agenda.Moment moment = state.agenda.take(pass.timeMillis);
        SortedMap<SlotKey, Long> touched = touched(moment);
        if (over) {
            held().forEach(slot -> touched.putIfAbsent(slot, Long.MIN_VALUE));
        }
        Revising revising = new Revising(pass);
        if (raise != null) {
            revising.raise(raise);
        }
        touched.forEach((key, known) -> revising.revise(state.slots.get(key), known));
        new Granting(pass).grant(touched);
        Releasing releasing = new Releasing(pass);
        touched.forEach((key, known) -> releasing.settle(state.slots.get(key), known));
        pay(pass);
        Forgetting forgetting = new Forgetting(pass);
        pass.moved.addAll(touched.keySet());
        pass.moved.addAll(moment.forgets);
        pass.moved.forEach(forgetting::forget);
    }

    /** Who has something that is held. */
    private Set<SlotKey> held() {
        return state.ofReward.values().stream()
                .filter(reward -> reward.given().isHeld())
                .map(reward -> reward.slot().key)
                .collect(Collectors.toSet());
    }

    /** Those of whom something is known, and the greatest received_at of what is to be looked at. */
    private SortedMap<SlotKey, Long> touched(Agenda.Moment moment) {
        SortedMap<SlotKey, Long> touched = new TreeMap<>(moment.slots);
        moment.referrals.forEach((referral, known) -> state.ofReferral
                .getOrDefault(referral, Set.of())
                .forEach(slot -> touched.merge(slot, known, Math::max)));
        moment.orders.forEach((order, known) ->
                state.ofOrder.getOrDefault(order, Set.of()).forEach(slot -> touched.merge(slot, known, Math::max)));
        touched.keySet().retainAll(state.slots.keySet());
        return touched;
    }

    private void pay(Pass pass) {
        for (Payout payout : state.payouts.take(pass.timeMillis).values()) {
            if (state.payouts.isBookedOtherwise(payout, settings.latenessMillis() + CONFLICT_MARGIN_MILLIS)) {
                pass.told.refuse(payout, "booked_otherwise");
                continue;
            }
            String problem = pay(payout, pass);
            if (problem != null) {
                pass.told.refuse(payout, problem);
            }
            state.payouts.decide(payout, problem == null);
        }
    }

    /** The word why not; null: it is booked. */
    private String pay(Payout payout, Pass pass) {
        LedgerState.Located located = state.ofReward.get(payout.rewardId());
        if (located == null) {
            return "unknown";
        }
        Given given = located.given();
        if (!given.chain.currency.equals(payout.currency())) {
            return "currency_differs";
        }
        Move move = given.chain.pay(payout.amountMinor(), pass.because(payout.id(), "payout", payout.knownAtMillis()));
        if (move instanceof Move.Refused refused) {
            return refused.reason();
        }
        pass.tell(located.slot(), located.award(), given, move);
        return null;
    }
}
