package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.Gates;
import dev.milepost.milestones.model.pattern.Reached;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.RuleState;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Model;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Which milestones one subject has reached, by the rules of all programs in all their versions.
 *
 * <p>An event goes to the rules that name it, and to no other: its cost does not grow with the programs that are live. Milestones
 * may name milestones of the same program and kind of subject; those are told on within the same step.
 */
public final class MilestoneModel implements Model<MilestoneState, SubjectEvent, MilestoneKey, MilestoneFact> {

    private static final long serialVersionUID = 1L;

    /** Where the rules are. They may become more; what was in force at a time that has passed stays. */
    public interface Rules extends Serializable {
        RuleBook now();
    }

    private final Rules rules;

    public MilestoneModel(Rules rules) {
        this.rules = rules;
    }

    private RuleBook book(MilestoneState state) {
        RuleBook book = rules.now();
        state.by(book);
        return book;
    }

    @Override
    public MilestoneState empty() {
        return new MilestoneState();
    }

    @Override
    public MilestoneState copy(MilestoneState state) {
        return state.copy();
    }

    @Override
    public void apply(MilestoneState state, SubjectEvent event, Consumer<MilestoneKey> changed) {
        RuleBook book = book(state);
        Deque<SubjectEvent> waiting = new ArrayDeque<>();
        waiting.add(event);
        if (Gates.isBinding(event)) {
            tellGated(state, event, waiting, book, changed);
        }
        tellAll(state, waiting, book, changed);
        Gates gates = state.gates().with(event);
        if (!gates.equals(state.gates())) {
            state.gates(gates);
        }
    }

    /** Tells a binding to the rules that have begun to look at the subject, whether they name it or not. */
    private static void tellGated(
            MilestoneState state,
            SubjectEvent binding,
            Deque<SubjectEvent> waiting,
            RuleBook book,
            Consumer<MilestoneKey> changed) {
        for (Long key : List.copyOf(state.courses().keySet())) {
            for (Rule rule : book.of(key)) {
                if (rule.isGated() && !rule.names().contains(binding.name())) {
                    tell(state, rule, binding, waiting, book, changed);
                }
            }
        }
    }

    private static void tellAll(
            MilestoneState state, Deque<SubjectEvent> waiting, RuleBook book, Consumer<MilestoneKey> changed) {
        while (!waiting.isEmpty()) {
            SubjectEvent next = waiting.remove();
            for (Rule rule : book.naming(next.name())) {
                tell(state, rule, next, waiting, book, changed);
            }
        }
    }

    @SuppressWarnings("ReferenceEquality") // the same where nothing has changed
    private static void tell(
            MilestoneState state,
            Rule rule,
            SubjectEvent event,
            Deque<SubjectEvent> waiting,
            RuleBook book,
            Consumer<MilestoneKey> changed) {
        RuleState before = state.get(rule.key()).of(rule);
        if (rule.sees(event, before)) {
            RuleState after = rule.apply(before == null ? rule.empty(state.gates()) : before, event);
            if (after != before && (before != null || !after.isSpent())) {
                put(state, rule, before, after, event.timeMillis(), waiting, book, changed);
            }
        }
    }

    private static void put(
            MilestoneState state,
            Rule rule,
            RuleState before,
            RuleState after,
            long timeMillis,
            Deque<SubjectEvent> waiting,
            RuleBook book,
            Consumer<MilestoneKey> changed) {
        Course course = state.get(rule.key());
        Course next = course.with(before, after, book.of(rule.key()));
        state.put(rule.key(), next);
        RuleState former = before == null ? rule.empty(Gates.NONE) : before;
        if (after.completesAs(former) || (after.recentSize() == 0 && former.recentSize() == 0)) {
            return;
        }
        long first = (before == null ? next.before(after) : course.before(before)) + 1;
        first += after.completions() - after.recentSize();
        first += after.mayBeRevised() ? sameAtFirst(former, after) : Math.max(0, after.recentSize() - 1);
        long last = Math.max(course.completions(), next.completions());
        for (long occurrence = first; occurrence <= last; occurrence++) {
            MilestoneKey key = new MilestoneKey(rule.id(), occurrence);
            changed.accept(key);
            if (book.isNamed(rule.id())) {
                waiting.add(milestone(rule, key, next.reached(occurrence), timeMillis));
            }
        }
    }

    private static int sameAtFirst(RuleState former, RuleState after) {
        int same = 0;
        while (same < Math.min(former.recentSize(), after.recentSize())
                && Objects.equals(former.recentAt(same), after.recentAt(same))) {
            same++;
        }
        return same;
    }

    /** A version of the fact that a milestone is reached, as the patterns see it that name it. */
    private static SubjectEvent milestone(Rule rule, MilestoneKey key, Reached reached, long timeMillis) {
        RuleId id = rule.id();
        boolean stands = reached != null;
        return new SubjectEvent(
                Names.MILESTONE + id.milestone(),
                stands ? reached.sinceMillis() : timeMillis,
                stands ? reached.completion().causeId() : "",
                Names.MILESTONE + id.milestone() + '/' + id.rung() + '/' + key.occurrence(),
                false,
                stands,
                rule.kind().bit(),
                id.program(),
                stands ? reached.completion().currency() : null,
                stands ? reached.completion().amountMinor() : null,
                null,
                null,
                Map.of());
    }

    @Override
    public void keys(MilestoneState state, Consumer<MilestoneKey> keys) {
        RuleBook book = book(state);
        state.courses().forEach((key, course) -> {
            for (Rule rule : book.of(key)) {
                RuleState run = course.of(rule);
                if (run != null) {
                    long first = course.before(run) + 1 + run.completions() - run.recentSize();
                    for (int i = 0; i < run.recentSize(); i++) {
                        keys.accept(new MilestoneKey(rule.id(), first + i));
                    }
                }
            }
        });
    }

    @Override
    public MilestoneFact fact(MilestoneState state, MilestoneKey key) {
        RuleBook book = book(state);
        Long found = book.keyOf(key.rule());
        if (found == null) {
            return null;
        }
        Course course = state.get(found);
        Reached reached = course.reached(key.occurrence());
        Rule rule = reached == null ? null : Course.ruleOf(course.runOf(key.occurrence()), book.of(found));
        return rule == null
                ? null
                : new MilestoneFact(
                        key,
                        rule.kind(),
                        reached.version(),
                        reached.completion().timeMillis(),
                        reached.sinceMillis(),
                        reached.completion().causeId(),
                        reached.completion().amountMinor(),
                        reached.completion().currency());
    }

    @Override
    public long nextTimer(MilestoneState state) {
        book(state);
        return state.nextTimer();
    }

    @Override
    public void onTimer(MilestoneState state, long timeMillis, Consumer<MilestoneKey> changed) {
        RuleBook book = book(state);
        List<Long> due = new ArrayList<>();
        state.courses().forEach((key, course) -> {
            if (course.nextTimer() == timeMillis) {
                due.add(key);
            }
        });
        Deque<SubjectEvent> waiting = new ArrayDeque<>();
        for (Long key : due) {
            for (Rule rule : book.of(key)) {
                RuleState before = state.get(key).of(rule);
                if (before != null && rule.nextTimer(before) == timeMillis) {
                    put(state, rule, before, rule.onTimer(before, timeMillis), timeMillis, waiting, book, changed);
                }
            }
        }
        tellAll(state, waiting, book, changed);
    }

    @Override
    public void expire(MilestoneState state, long beforeMillis) {
        RuleBook book = book(state);
        state.replaceAll((key, course) -> {
            List<Rule> ofKey = book.of(key);
            long forgotten = course.forgotten();
            List<RuleState> runs = new ArrayList<>();
            for (RuleState run : course.runs()) {
                Rule rule = Course.ruleOf(run, ofKey);
                RuleState left = rule == null ? run : rule.expire(run, beforeMillis);
                if (left.isSpent() && runs.isEmpty()) {
                    forgotten += left.completions();
                } else {
                    runs.add(left);
                }
            }
            Course left = Course.of(forgotten, runs, ofKey);
            return left.isEmpty() ? null : left;
        });
        state.gates(state.gates().expire(beforeMillis, book.horizons()));
    }

    @Override
    public long nextExpiry(MilestoneState state) {
        RuleBook book = book(state);
        return state.nextExpiry(counted -> {
            long next = counted.gates().nextExpiry(book.horizons());
            for (Map.Entry<Long, Course> entry : counted.courses().entrySet()) {
                List<Rule> ofKey = book.of(entry.getKey());
                for (RuleState run : entry.getValue().runs()) {
                    Rule rule = Course.ruleOf(run, ofKey);
                    next = rule == null ? next : Math.min(next, rule.nextExpiry(run));
                }
            }
            return next;
        });
    }

    @Override
    public boolean isEmpty(MilestoneState state) {
        return state.isEmpty();
    }
}
