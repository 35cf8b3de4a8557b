package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the course of a rule anew from a moment on: a version of a fact has taken the place of one that was there before others,
 * and all is to be as if that had never been. Each step since then folds the log up to it; steps since then are those of a day,
 * and such versions are rare.
 */
final class Rewriting {

    private final Rule rule;
    private final History history;
    private final Reviews reviews;
    private final List<Completion> completions = new ArrayList<>();
    private NodeState head;

    Rewriting(Rule rule, History history, Reviews reviews) {
        this.rule = rule;
        this.history = history;
        this.reviews = reviews;
    }

    /** One more event or refund of the log, or decision about a referral: how many there are up to it. */
    private record Step(SubjectEvent element, int events, int refunds, int reviews) {
        private static final Step NONE = new Step(null, 0, 0, 0);
    }

    RuleState from(long sinceMillis, RuleState state, Log log) {
        List<Step> steps = steps(log);
        int first = 0;
        while (first < steps.size() && steps.get(first).element().timeMillis() < sinceMillis) {
            first++;
        }
        Fifo<Slot> slots = before(sinceMillis, state.recent(), log.earlier());
        fold(log, first == 0 ? Step.NONE : steps.get(first - 1), sinceMillis);
        slots = fire(slots, log, first, steps);
        for (int i = first; i < steps.size(); i++) {
            SubjectEvent element = steps.get(i).element();
            fold(log, steps.get(i), element.timeMillis());
            slots = history.turning(
                    slots,
                    log.earlier(),
                    completions,
                    element.timeMillis(),
                    element.id(),
                    element.knownMillis(),
                    reviews.isCause(element.timeMillis(), element.id()));
            slots = fire(slots, log, i + 1, steps);
        }
        return new RuleState(state.from(), state.hash(), head, state.forgotten(), slots, log);
    }

    private static Fifo<Slot> before(long sinceMillis, Fifo<Slot> slots, int earlier) {
        List<Slot> before = new ArrayList<>(slots.toList());
        for (int i = earlier; i < before.size(); i++) {
            before.set(i, before.get(i).before(sinceMillis));
        }
        before.removeIf(Slot::isEmpty);
        return Fifo.of(before);
    }

    private List<Step> steps(Log log) {
        List<SubjectEvent> events = log.events().toList();
        List<SubjectEvent> refunds = log.refunds().toList();
        List<SubjectEvent> decided = rule.countsReferrals() ? reviews.events() : List.of();
        List<Step> steps = new ArrayList<>();
        int event = 0;
        int refund = 0;
        int review = 0;
        while (event < events.size() || refund < refunds.size() || review < decided.size()) {
            int order = event == events.size()
                    ? 1
                    : refund == refunds.size() ? -1 : Timed.ORDER.compare(events.get(event), refunds.get(refund));
            boolean both = event == events.size() && refund == refunds.size();
            SubjectEvent element = both ? null : order <= 0 ? events.get(event) : refunds.get(refund);
            if (review < decided.size() && (both || isBefore(decided.get(review), element))) {
                element = decided.get(review);
                review++;
            } else {
                event += order <= 0 ? 1 : 0;
                refund += order >= 0 ? 1 : 0;
            }
            steps.add(new Step(element, event, refund, review));
        }
        return steps;
    }

    /** What a milestone becomes by a decision is told behind it. */
    private static boolean isBefore(SubjectEvent review, SubjectEvent element) {
        return History.isOwn(element)
                ? review.timeMillis() <= element.timeMillis()
                : Timed.ORDER.compare(review, element) < 0;
    }

    /** Up to a step, and the timers before that time. */
    private void fold(Log log, Step step, long timeMillis) {
        Log upTo = log.upTo(step.events(), step.refunds());
        completions.clear();
        long firedTo = Math.min(log.firedTo(), Math.min(timeMillis, rule.to()) - 1);
        head = history.fold(
                log.settled(), History.seen(upTo), upTo, reviews.upTo(step.reviews()), firedTo, completions);
    }

    /** The timers before that step, each by itself; behind the last those that have fired. */
    private Fifo<Slot> fire(Fifo<Slot> given, Log log, int next, List<Step> steps) {
        Fifo<Slot> slots = given;
        long upTo = next == steps.size()
                ? log.firedTo()
                : Math.min(log.firedTo(), steps.get(next).element().timeMillis() - 1);
        Step last = next == 0 ? Step.NONE : steps.get(next - 1);
        Turn turn = rule.turn(history.orders(log.upTo(last.events(), last.refunds())));
        for (long due = rule.nextTimer(head); due <= upTo && due != Long.MAX_VALUE; due = rule.nextTimer(head)) {
            int before = completions.size();
            head = history.fire(head, due, turn, completions);
            if (completions.size() > before) {
                Completion first = completions.get(before);
                slots = history.turning(
                        slots, log.earlier(), completions, due, first.cause().id(), first.knownMillis(), false);
            }
        }
        return slots;
    }
}
