package dev.milepost.milestones.model;

import dev.milepost.milestones.model.Course.Place;
import dev.milepost.milestones.model.Dues.Due;
import dev.milepost.milestones.model.pattern.Gates;
import dev.milepost.milestones.model.pattern.Reviews;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.RuleState;
import dev.milepost.milestones.model.pattern.Slot;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.pattern.SubjectKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** One step of a subject: an event, or a timer, is told to rules, and what they reach by it to those that name it. */
final class Telling {

    private final MilestoneState state;
    private final RuleBook book;
    private final Set<String> programs;
    private final Consumer<FactKey> changed;
    private final Deque<SubjectEvent> waiting = new ArrayDeque<>();

    /**
     * @param programs in which the subject is, or was, referred, the event of the step included
     */
    Telling(MilestoneState state, RuleBook book, Set<String> programs, Consumer<FactKey> changed) {
        this.state = state;
        this.book = book;
        this.programs = programs;
        this.changed = changed;
    }

    void tell(SubjectEvent event) {
        if (Reviews.isReview(event)) {
            reviewed(event);
            return;
        }
        waiting.add(event);
        if (Gates.isBinding(event)) {
            if (event.program() != null && programs.contains(event.program())) {
                begin(event);
            }
            tellGated(event);
        }
        tellAll();
    }

    /** Tells those rules of its program that have begun, and count referrals. */
    private void reviewed(SubjectEvent review) {
        for (Rule rule : book.countingReferrals(review.program())) {
            RuleState before = state.get(rule.key()).of(rule);
            if (before != null) {
                put(rule, before, rule.reviewed(before, review, state.reviews()), review.timeMillis());
            }
        }
        tellAll();
    }

    /** Tells the referral rules of the program what they would have seen, had it been known. */
    private void begin(SubjectEvent binding) {
        for (Rule rule : book.ofReferral(binding.program())) {
            if (state.get(rule.key()).of(rule) == null) {
                RuleState told = state.waiting().told(rule);
                if (told != null) {
                    put(rule, null, told, binding.timeMillis());
                }
            }
        }
    }

    /** Tells a binding to the rules that have begun to look at the subject, whether they name it or not. */
    private void tellGated(SubjectEvent binding) {
        for (Long key : List.copyOf(state.courses().keySet())) {
            for (Rule rule : book.of(key)) {
                if (rule.isGated() && !rule.names().contains(binding.name())) {
                    tell(rule, binding);
                }
            }
        }
    }

    private void tellAll() {
        while (!waiting.isEmpty()) {
            SubjectEvent next = waiting.remove();
            for (Rule rule : book.openTo(next.name())) {
                tell(rule, next);
            }
            for (String program : programs) {
                for (Rule rule : book.ofReferral(program, next.name())) {
                    tell(rule, next);
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same where nothing has changed
    private void tell(Rule rule, SubjectEvent event) {
        RuleState before = state.get(rule.key()).of(rule);
        if (rule.sees(event, before)) {
            RuleState after = rule.apply(before == null ? rule.empty(state.gates()) : before, event, state.reviews());
            if (after != before && (before != null || !after.isSpent())) {
                put(rule, before, after, event.timeMillis());
            }
        }
    }

    /** A timer of these milestones is due. */
    void fire(List<Long> due, long timeMillis) {
        for (Long key : due) {
            for (Rule rule : book.of(key)) {
                RuleState before = state.get(key).of(rule);
                if (before != null && rule.nextTimer(before) == timeMillis) {
                    put(rule, before, rule.onTimer(before, timeMillis), timeMillis);
                }
            }
        }
        tellAll();
    }

    private void put(Rule rule, RuleState before, RuleState after, long timeMillis) {
        Course course = state.get(rule.key());
        List<Rule> rules = book.of(rule.key());
        Course next = course.with(before, after, rules);
        state.put(rule.key(), next);
        RuleState former = before == null ? rule.empty(Gates.NONE) : before;
        if (after.completesAs(former) || (after.recentSize() == 0 && former.recentSize() == 0)) {
            return;
        }
        int same = after.mayBeRevised() ? sameAtFirst(former, after) : Math.max(0, after.standing() - 1);
        if (rule.id().isCondition()) {
            List<Slot> slots = former.slotsToTell();
            Reaches.conditions(rule.id(), slots.subList(Math.min(same, slots.size()), slots.size()), changed);
            Reaches.conditions(rule.id(), after.slotsToTell().subList(same, after.recentSize()), changed);
            return;
        }
        long first = next.firstTold() + (next.runs().size() == 1 ? same : 0);
        long last = Math.max(course.slots(), next.slots());
        if (rule.kind() == SubjectKind.USER) {
            state.put(rule.key(), Contexts.of(state.profile(), course, next, rules, first, last));
            for (long occurrence = first; occurrence <= last; occurrence++) {
                awaiting(rule, occurrence, course.places(occurrence, rules), next.places(occurrence, rules));
            }
        }
        for (long occurrence = first; occurrence <= last; occurrence++) {
            MilestoneKey key = new MilestoneKey(rule.id(), occurrence);
            changed.accept(key);
            if (book.isNamed(rule.id())) {
                List<Place> now = next.places(occurrence, rules);
                long untilMillis = timeMillis - book.horizons().factMillis();
                tellOn(rule, key, stillTold(course.places(occurrence, rules), now, untilMillis), now);
            }
        }
    }

    /** An ask may have to wait after its milestone: from when that was first reached. */
    private void awaiting(Rule rule, long occurrence, List<Place> before, List<Place> now) {
        if (!before.isEmpty()
                && !now.isEmpty()
                && before.get(0).sinceMillis() == now.get(0).sinceMillis()) {
            return;
        }
        for (long due : before.isEmpty() ? List.<Long>of() : dues(before.get(0))) {
            if (state.waits().remove(new Due(due, rule.key(), occurrence))) {
                changed.accept(new DueKey(rule.id(), occurrence, due));
            }
        }
        for (long due : now.isEmpty() ? List.<Long>of() : dues(now.get(0))) {
            state.waits().add(new Due(due, rule.key(), occurrence));
        }
    }

    private static List<Long> dues(Place first) {
        return first.rule().duesOf(first.sinceMillis());
    }

    private static int sameAtFirst(RuleState former, RuleState after) {
        if (after.isOneMoreThan(former)) {
            return former.recentSize();
        }
        List<Slot> before = former.slotsToTell();
        List<Slot> now = after.slotsToTell();
        int same = 0;
        while (same < Math.min(before.size(), now.size()) && before.get(same).equals(now.get(same))) {
            same++;
        }
        return same;
    }

    /** Tells the patterns that name a milestone what has become of it, from the moment on from which it differs. */
    private void tellOn(Rule rule, MilestoneKey key, List<Place> before, List<Place> after) {
        int same = 0;
        while (same < Math.min(before.size(), after.size()) && before.get(same).equals(after.get(same))) {
            same++;
        }
        if (same < before.size()) {
            // With no id: from then on it was not what it was told to be.
            long since = before.get(same).sinceMillis();
            waiting.add(Reaches.event(rule, key, new Place(since, "", since, false, null, null)));
        }
        after.subList(same, after.size()).forEach(each -> waiting.add(Reaches.event(rule, key, each)));
    }

    /** But for what is left out now as too long past. */
    private static List<Place> stillTold(List<Place> before, List<Place> after, long untilMillis) {
        return before.stream()
                .filter(each -> each.sinceMillis() > untilMillis || after.contains(each))
                .toList();
    }
}
