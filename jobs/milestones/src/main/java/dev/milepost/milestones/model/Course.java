package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.Reached;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleState;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a subject is with one milestone. Immutable.
 *
 * @param forgotten completions of rules that nothing else is known of
 * @param runs the states of its rules, earliest first; mostly one
 * @param nextTimer the earliest of its rules' timers; Long.MAX_VALUE for none
 */
record Course(long forgotten, List<RuleState> runs, long nextTimer) {

    static final Course EMPTY = new Course(0, List.of(), Long.MAX_VALUE);

    RuleState of(Rule rule) {
        for (RuleState run : runs) {
            if (rule.owns(run)) {
                return run;
            }
        }
        return null;
    }

    /** How many completions there were before those of a run. */
    @SuppressWarnings("ReferenceEquality") // it is one of these
    long before(RuleState run) {
        long number = forgotten;
        for (RuleState each : runs) {
            if (each == run) {
                return number;
            }
            number += each.completions();
        }
        return number;
    }

    long completions() {
        return before(null);
    }

    /** The run that has the occurrence among its completions, or null. */
    RuleState runOf(long occurrence) {
        long last = forgotten;
        for (RuleState run : runs) {
            last += run.completions();
            if (occurrence <= last) {
                return occurrence > forgotten ? run : null;
            }
        }
        return null;
    }

    /** The completion of that ordinal; null where there is none, or it is forgotten. */
    Reached reached(long occurrence) {
        RuleState run = runOf(occurrence);
        if (run == null) {
            return null;
        }
        long index = occurrence - before(run) - 1 - (run.completions() - run.recentSize());
        return index < 0 ? null : run.recentAt((int) index);
    }

    /** With another state of a rule. */
    @SuppressWarnings("ReferenceEquality") // it is one of these
    Course with(RuleState former, RuleState state, List<Rule> rules) {
        List<RuleState> changed = new ArrayList<>(runs);
        if (former == null) {
            int place = changed.size();
            while (place > 0 && changed.get(place - 1).from() > state.from()) {
                place--;
            }
            changed.add(place, state);
        } else {
            changed.replaceAll(run -> run == former ? state : run);
        }
        changed.removeIf(run -> run.isSpent() && run.completions() == 0);
        return of(forgotten, changed, rules);
    }

    boolean isEmpty() {
        return forgotten == 0 && runs.isEmpty();
    }

    /** Counts the timers of runs whose rule is known. */
    static Course of(long forgotten, List<RuleState> runs, List<Rule> rules) {
        long next = Long.MAX_VALUE;
        for (RuleState run : runs) {
            Rule rule = ruleOf(run, rules);
            next = rule == null ? next : Math.min(next, rule.nextTimer(run));
        }
        return new Course(forgotten, List.copyOf(runs), next);
    }

    static Rule ruleOf(RuleState run, List<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.owns(run)) {
                return rule;
            }
        }
        return null;
    }
}
