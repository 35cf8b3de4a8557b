package dev.milepost.milestones.model;

import dev.milepost.milestones.model.Dues.Due;
import dev.milepost.milestones.model.pattern.Gates;
import dev.milepost.milestones.model.pattern.Reviews;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleBook;
import dev.milepost.milestones.model.pattern.RuleId;
import dev.milepost.milestones.model.pattern.RuleState;
import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.milestones.model.profile.Profile;
import dev.milepost.runtime.fold.Model;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Which milestones one subject has reached, by the rules of all programs in all their versions.
 *
 * <p>An event goes to the rules that name it, and to no other; of referral rules to those of the programs in which the subject is
 * bound. So its cost does not grow with the programs that are live. What a referee does before it is known in which, waits for
 * it once ({@link dev.milepost.milestones.model.pattern.Waiting}). Milestones
 * may name milestones of the same program and kind of subject; those are told on within the same step.
 */
public final class MilestoneModel implements Model<MilestoneState, SubjectEvent, FactKey, SubjectFact> {

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
    public void apply(MilestoneState state, SubjectEvent event, Consumer<FactKey> changed) {
        RuleBook book = book(state);
        if (Reviews.isReview(event)) {
            state.reviews(state.reviews().with(event));
        }
        look(state, event, book, changed);
        Gates gates = state.gates();
        Gates next = gates.with(event);
        new Telling(state, book, next.programs(), changed).tell(event);
        state.waiting(state.waiting().with(event, book));
        boolean refersAs = next.refersAs(gates) && !(Reviews.isReview(event) && next.goesBy(event));
        if (!next.equals(gates)) {
            state.gates(next);
        }
        if (!refersAs) {
            keys(state, changed);
        }
    }

    /** Takes in what guards of asks ask of the user. What is told of that moment, or later, is looked at again. */
    private static void look(MilestoneState state, SubjectEvent event, RuleBook book, Consumer<FactKey> changed) {
        Profile before = state.profile();
        Profile after = before.with(event, book.watching(event.name()));
        if (after.equals(before)) {
            return;
        }
        state.profile(after);
        long since = before.since(event);
        for (Map.Entry<Long, Course> entry : List.copyOf(state.courses().entrySet())) {
            Course course = entry.getValue();
            if (course.contexts().isEmpty()) {
                continue;
            }
            List<Rule> rules = book.of(entry.getKey());
            Course next = Contexts.of(after, course, rules, since);
            state.put(entry.getKey(), next);
            next.contexts().forEach((occurrence, context) -> {
                if (!context.equals(course.contexts().get(occurrence))) {
                    changed.accept(new MilestoneKey(rules.get(0).id(), occurrence));
                }
            });
        }
        state.waits()
                .lookAgain(
                        since,
                        (due, context) -> {
                            List<Rule> rules = book.of(due.rule());
                            return rules.isEmpty() ? context : Contexts.due(after, rules, due.dueMillis());
                        },
                        due -> tell(due, book, changed));
    }

    private static void tell(Due due, RuleBook book, Consumer<FactKey> changed) {
        List<Rule> rules = book.of(due.rule());
        if (!rules.isEmpty()) {
            changed.accept(new DueKey(rules.get(0).id(), due.occurrence(), due.dueMillis()));
        }
    }

    @Override
    public void keys(MilestoneState state, Consumer<FactKey> keys) {
        RuleBook book = book(state);
        state.courses().forEach((key, course) -> {
            List<Rule> rules = book.of(key);
            if (rules.isEmpty()) {
                return;
            }
            RuleId id = rules.get(0).id();
            if (id.isCondition()) {
                course.runs().forEach(run -> Reaches.conditions(id, run.slotsToTell(), keys));
                return;
            }
            for (long occurrence = course.firstTold(); occurrence <= course.slots(); occurrence++) {
                keys.accept(new MilestoneKey(id, occurrence));
            }
        });
        state.dues().past().forEach(due -> tell(due, book, keys));
    }

    @Override
    public SubjectFact fact(MilestoneState state, FactKey key) {
        RuleBook book = book(state);
        Long found = book.keyOf(key.rule());
        if (found == null) {
            return null;
        }
        if (key instanceof DueKey due) {
            AskContext context = state.dues().context(new Due(due.dueMillis(), found, due.occurrence()));
            return context == null ? null : new DueFact(due, context);
        }
        Course course = state.get(found);
        List<Rule> rules = book.of(found);
        return key instanceof MilestoneKey milestone
                ? Reaches.milestone(state, milestone, course, rules, book.horizons())
                : Reaches.condition((ConditionKey) key, course, rules);
    }

    @Override
    public long nextTimer(MilestoneState state) {
        book(state);
        return state.nextTimer();
    }

    @Override
    public void onTimer(MilestoneState state, long timeMillis, Consumer<FactKey> changed) {
        RuleBook book = book(state);
        List<Long> due = new ArrayList<>();
        state.courses().forEach((key, course) -> {
            if (course.nextTimer() == timeMillis) {
                due.add(key);
            }
        });
        new Telling(state, book, state.gates().programs(), changed).fire(due, timeMillis);
        state.waits()
                .fire(
                        timeMillis,
                        ask -> Contexts.due(state.profile(), book.of(ask.rule()), ask.dueMillis()),
                        ask -> tell(ask, book, changed));
    }

    @Override
    public void expire(MilestoneState state, long beforeMillis) {
        RuleBook book = book(state);
        state.replaceAll((key, course) -> {
            List<Rule> ofKey = book.of(key);
            long forgotten = course.forgotten();
            List<RuleState> runs = new ArrayList<>();
            boolean renumbered = false;
            for (RuleState run : course.runs()) {
                Rule rule = Course.ruleOf(run, ofKey);
                RuleState left = rule == null ? run : rule.expire(run, beforeMillis, state.reviews(), renumbered);
                renumbered |= left.mayBeRenumbered();
                if (left.isSpent() && runs.isEmpty()) {
                    forgotten += left.slots();
                } else {
                    runs.add(left);
                }
            }
            Course left = Course.of(forgotten, runs, course.contexts(), ofKey);
            return left.isEmpty() ? null : Contexts.stillTold(left, ofKey);
        });
        state.profile(state.profile().expire(beforeMillis, book.horizons(), book::watch));
        state.gates(state.gates().expire(beforeMillis, book.horizons()));
        state.waiting(state.waiting().expire(beforeMillis, book.horizons()));
        state.reviews(state.reviews().expire(beforeMillis, state.gates(), book.horizons()));
        state.waits().expire(beforeMillis, book.horizons().factMillis());
    }

    @Override
    public long nextExpiry(MilestoneState state) {
        RuleBook book = book(state);
        return state.nextExpiry(counted -> {
            long next = Math.min(
                    Math.min(
                            Math.min(
                                    counted.gates().nextExpiry(book.horizons()),
                                    counted.reviews().nextExpiry(counted.gates(), book.horizons())),
                            counted.waiting().nextExpiry(book.horizons())),
                    Math.min(
                            counted.profile().nextExpiry(book.horizons(), book::watch),
                            counted.dues().nextExpiry(book.horizons().factMillis())));
            for (Map.Entry<Long, Course> entry : counted.courses().entrySet()) {
                next = Math.min(next, entry.getValue().nextExpiry(book.of(entry.getKey())));
            }
            return next;
        });
    }

    @Override
    public boolean isEmpty(MilestoneState state) {
        return state.isEmpty();
    }
}
