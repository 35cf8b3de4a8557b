package dev.milepost.milestones.model;

import dev.milepost.milestones.model.ConditionFact.Stand;
import dev.milepost.milestones.model.pattern.Completion;
import dev.milepost.milestones.model.pattern.Rule;
import dev.milepost.milestones.model.pattern.RuleState;
import dev.milepost.milestones.model.pattern.Slot;
import dev.milepost.milestones.model.pattern.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * How far a subject is with one milestone. Immutable.
 *
 * @param forgotten completions of rules that nothing else is known of
 * @param runs the states of its rules, earliest first; mostly one
 * @param contexts of an ask: by occurrence the user when it was first reached
 * @param nextTimer the earliest of its rules' timers; Long.MAX_VALUE for none
 */
record Course(long forgotten, List<RuleState> runs, PMap<Long, AskContext> contexts, long nextTimer) {

    static final Course EMPTY = new Course(0, List.of(), HashTreePMap.empty(), Long.MAX_VALUE);

    RuleState of(Rule rule) {
        for (RuleState run : runs) {
            if (rule.owns(run)) {
                return run;
            }
        }
        return null;
    }

    /** The first ordinal that is not forgotten. */
    long firstTold() {
        // With several runs, where one begins has changed with those before it.
        return forgotten
                + 1
                + (runs.size() == 1 ? runs.get(0).slots() - runs.get(0).recentSize() : 0);
    }

    /** No completion was ever told under an ordinal beyond that. */
    long slots() {
        long slots = forgotten;
        for (RuleState run : runs) {
            slots += run.slots();
        }
        return slots;
    }

    /**
     * Something that stands from a time on.
     *
     * @param knownMillis when it could be known
     * @param byReview whether it is by a decision about a referral
     * @param rule that completed; null where nothing stands any more
     */
    record Place(
            long sinceMillis, String causeId, long knownMillis, boolean byReview, Completion completion, Rule rule) {}

    /** What stands, and stood, as the completion of that ordinal; empty where nothing did, or it is forgotten. */
    List<Place> places(long occurrence, List<Rule> rules) {
        if (runs.size() == 1) {
            RuleState run = runs.get(0);
            long index = occurrence - forgotten - run.slots() + run.recentSize() - 1;
            Rule rule = ruleOf(run, rules);
            if (index < 0 || index >= run.recentSize() || rule == null) {
                return List.of();
            }
            return run.recentAt((int) index).course().stream()
                    .map(each -> place(each.sinceMillis(), each, each.completion(), rule))
                    .toList();
        }
        return occurrence <= forgotten ? List.of() : merged(occurrence, rules);
    }

    /** What stood there between the first and that time is left out; Long.MIN_VALUE: nothing is. */
    long leftOutMillis(long occurrence) {
        if (runs.size() == 1) {
            RuleState run = runs.get(0);
            long index = occurrence - forgotten - run.slots() + run.recentSize() - 1;
            return index < 0 || index >= run.recentSize()
                    ? Long.MIN_VALUE
                    : run.recentAt((int) index).leftOutMillis();
        }
        // Each takes the place of another by all of them.
        return runs.stream()
                .flatMap(run -> run.slotsToTell().stream())
                .mapToLong(Slot::leftOutMillis)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private static Place place(long sinceMillis, Standing by, Completion completion, Rule rule) {
        return new Place(sinceMillis, by.causeId(), by.knownMillis(), by.byReview(), completion, rule);
    }

    /** When a completion stands, and stood, in whatever place; empty where it never did. */
    List<Stand> stands(ConditionKey key) {
        TreeSet<Long> times = new TreeSet<>();
        for (RuleState run : runs) {
            for (Slot slot : run.slotsToTell()) {
                slot.course().forEach(each -> times.add(each.sinceMillis()));
            }
        }
        List<Stand> stands = new ArrayList<>();
        Stand open = null;
        for (long time : times) {
            Completion completion = standingAt(time, key);
            if (completion != null && open == null) {
                open = new Stand(time, Math.max(time, completion.knownMillis()), Long.MAX_VALUE);
            } else if (completion == null && open != null) {
                stands.add(new Stand(open.sinceMillis(), open.knownMillis(), time));
                open = null;
            }
        }
        if (open != null) {
            stands.add(open);
        }
        return stands;
    }

    private Completion standingAt(long timeMillis, ConditionKey key) {
        return runs.stream()
                .flatMap(run -> run.slotsToTell().stream())
                .map(slot -> slot.at(timeMillis))
                .filter(each -> each != null
                        && key.equals(new ConditionKey(
                                key.rule(), each.timeMillis(), each.cause().id())))
                .findFirst()
                .orElse(null);
    }

    /**
     * Completions of a later run stand behind all that stand of those before, at each time. What stands when that ends which
     * is left out is said, even if it is what stood at first: something else may have stood between.
     */
    private List<Place> merged(long occurrence, List<Rule> rules) {
        long leftOut = leftOutMillis(occurrence);
        TreeMap<Long, Standing> times = new TreeMap<>();
        for (RuleState run : runs) {
            for (Slot slot : run.slotsToTell()) {
                slot.course().forEach(each -> times.put(each.sinceMillis(), each));
            }
        }
        List<Place> places = new ArrayList<>();
        times.forEach((time, by) -> {
            Place place = at(time, occurrence, by, rules);
            Completion before =
                    places.isEmpty() ? null : places.get(places.size() - 1).completion();
            boolean differs = place != null && !Objects.equals(place.completion(), before);
            if (differs || (place != null && time == leftOut && before != null)) {
                places.add(place);
            }
        });
        return places;
    }

    /**
     * What stands as that one at a time; null where that is forgotten, or no program has its rule any more.
     *
     * @param by a turn of that time, by which others move up, or have ended
     */
    private Place at(long timeMillis, long occurrence, Standing by, List<Rule> rules) {
        long ordinal = occurrence - forgotten;
        for (RuleState run : runs) {
            ordinal -= run.slots() - run.recentSize();
            if (ordinal <= 0) {
                return null;
            }
            for (Slot slot : run.slotsToTell()) {
                Standing turn = slot.turnedBy(timeMillis);
                if (turn != null && turn.completion() != null && --ordinal == 0) {
                    Rule rule = ruleOf(run, rules);
                    Standing own = turn.sinceMillis() == timeMillis ? turn : by;
                    return rule == null ? null : place(timeMillis, own, turn.completion(), rule);
                }
            }
        }
        return place(timeMillis, by, null, null);
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
        changed.removeIf(run -> run.isSpent() && run.slots() == 0);
        return of(forgotten, changed, contexts, rules);
    }

    /** With other contexts. */
    @SuppressWarnings("ReferenceEquality") // the same where nothing has changed
    Course asking(PMap<Long, AskContext> others) {
        return others == contexts ? this : new Course(forgotten, runs, others, nextTimer);
    }

    /** When the first of its runs forgets something; Long.MAX_VALUE for never. */
    long nextExpiry(List<Rule> rules) {
        long next = Long.MAX_VALUE;
        boolean renumbered = false;
        for (RuleState run : runs) {
            Rule rule = ruleOf(run, rules);
            next = rule == null ? next : Math.min(next, rule.nextExpiry(run, renumbered));
            renumbered |= run.mayBeRenumbered();
        }
        return next;
    }

    boolean isEmpty() {
        return forgotten == 0 && runs.isEmpty();
    }

    /** Counts the timers of runs whose rule is known. */
    static Course of(long forgotten, List<RuleState> runs, PMap<Long, AskContext> contexts, List<Rule> rules) {
        long next = Long.MAX_VALUE;
        for (RuleState run : runs) {
            Rule rule = ruleOf(run, rules);
            next = rule == null ? next : Math.min(next, rule.nextTimer(run));
        }
        return new Course(forgotten, List.copyOf(runs), contexts, next);
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
