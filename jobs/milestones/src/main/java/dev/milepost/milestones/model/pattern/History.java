package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import dev.milepost.programs.model.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the log of one rule comes to: its pattern folded over the events that it sees. */
final class History {

    private final Rule rule;
    private final Horizons horizons;

    History(Rule rule, Horizons horizons) {
        this.rule = rule;
        this.horizons = horizons;
    }

    /**
     * Whether a fact is told by another rule of the subject. It may end by a later event and have been true until then, so all
     * its versions are kept, each with its time; of a fact of another fold only the latest is, as if the others had never been.
     */
    static boolean isOwn(SubjectEvent fact) {
        return fact.name().startsWith(Names.MILESTONE);
    }

    /** Whether a version of a fact was true until the other one came. */
    static boolean outlives(SubjectEvent version, SubjectEvent later) {
        return isOwn(later) && version.timeMillis() < later.timeMillis();
    }

    Orders orders(Log log) {
        return new RefundedOrders(log.refunds(), horizons.refundMillis());
    }

    /** Whether its events are seen: of a referral where it is bound. */
    static boolean isOpen(Log log) {
        return log.open() || log.index().bindings() > 0;
    }

    static boolean begins(SubjectEvent event) {
        return event.name().equals(Names.SIGNUP);
    }

    /** The events of the log that the pattern sees. */
    static List<SubjectEvent> seen(Log log) {
        List<SubjectEvent> events = inForce(log.events().toList());
        if (log.open()) {
            return events;
        }
        if (!isOpen(log)) {
            return List.of();
        }
        for (int i = 0; i < events.size(); i++) {
            if (begins(events.get(i))) {
                return events.subList(i, events.size());
            }
        }
        return events.stream().dropWhile(event -> !Gates.isBinding(event)).toList();
    }

    /** Without versions that others have taken the place of, and without those that say that a fact is no more. */
    private static List<SubjectEvent> inForce(List<SubjectEvent> events) {
        if (events.stream().noneMatch(History::isOwn)) {
            return events;
        }
        List<SubjectEvent> last = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (int i = events.size() - 1; i >= 0; i--) {
            SubjectEvent event = events.get(i);
            if (!isOwn(event) || (known.add(event.identity()) && event.stands())) {
                last.add(0, event);
            }
        }
        return last;
    }

    /** Whether the pattern takes an event: it is one of its subject and time, and of no referral that is rejected. */
    boolean counts(SubjectEvent event, Reviews reviews) {
        return rule.isOwn(event) && !(rule.countsReferrals() && reviews.reject(event, horizons));
    }

    /** What the state becomes by these events, and by timers up to that time. */
    NodeState fold(
            NodeState settled,
            List<SubjectEvent> events,
            Log log,
            Reviews reviews,
            long firedTo,
            List<Completion> completions) {
        Turn turn = rule.turn(orders(log));
        NodeState state = settled;
        for (SubjectEvent event : events) {
            state = fire(state, event.timeMillis() - 1, turn, completions);
            if (counts(event, reviews)) {
                state = rule.pattern().root().offer(state, event, turn);
                add(turn, completions);
            }
        }
        return fire(state, firedTo, turn, completions);
    }

    NodeState fire(NodeState settled, long upTo, Turn turn, List<Completion> completions) {
        NodeState state = settled;
        for (long due = rule.nextTimer(state); due <= upTo && due != Long.MAX_VALUE; due = rule.nextTimer(state)) {
            state = rule.pattern().root().onTimer(state, due, turn);
            add(turn, completions);
        }
        return state;
    }

    private static void add(Turn turn, List<Completion> completions) {
        if (turn.completed() != null) {
            completions.add(turn.completed());
        }
    }

    /**
     * The slots in which those completions stand from a time on; the same where they do already.
     *
     * @param earlier how many slots are not of these completions
     */
    Fifo<Slot> turning(
            Fifo<Slot> slots,
            int earlier,
            List<Completion> completions,
            long timeMillis,
            String causeId,
            long knownMillis,
            boolean byReview) {
        List<Slot> turned = new ArrayList<>(slots.toList());
        boolean changed = false;
        int all = Math.max(turned.size() - earlier, completions.size());
        for (int i = 0; i < all; i++) {
            Slot before = earlier + i < turned.size() ? turned.get(earlier + i) : Slot.empty();
            Completion completion = i < completions.size() ? completions.get(i) : null;
            Slot after = before.turning(timeMillis, causeId, knownMillis, byReview, completion);
            changed |= !after.equals(before);
            if (earlier + i < turned.size()) {
                turned.set(earlier + i, after);
            } else {
                turned.add(after);
            }
        }
        // What came to stand and ended in one moment never was; there is nothing behind it.
        turned.removeIf(Slot::isEmpty);
        return changed ? Fifo.of(turned) : slots;
    }
}
