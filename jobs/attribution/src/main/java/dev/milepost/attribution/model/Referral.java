package dev.milepost.attribution.model;

import dev.milepost.attribution.model.AttributionFact.Binding;
import dev.milepost.attribution.model.AttributionFact.Referred;
import dev.milepost.attribution.model.AttributionFact.Step;
import dev.milepost.attribution.model.AttributionState.Action;
import dev.milepost.attribution.model.UserFact.Answer;
import dev.milepost.attribution.model.UserFact.Signup;
import dev.milepost.programs.ProgramVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The referral of one user: bound at the first signup, settled a day later, qualified perhaps. */
final class Referral {

    private static final String BOUND = "referral.bound";
    private static final String QUALIFIED = "referral.qualified";
    private static final String REFUSED = "referral.refused";
    private static final long NEVER = Long.MIN_VALUE;

    private final AttributionRules rules;
    private final Binder binder;

    Referral(AttributionRules rules) {
        this.rules = rules;
        this.binder = new Binder(rules.programs());
    }

    /** Nothing can revise the binding of that signup any more. */
    boolean isSettled(AttributionState state, Signup signup) {
        return settlement(signup) <= state.settledMillis;
    }

    private long settlement(Signup signup) {
        return signup.timeMillis() + rules.bindingRevisionMillis();
    }

    AttributionFact.Bindings bindings(AttributionState state, Signup signup) {
        if (signup == null || isSettled(state, signup)) {
            return null;
        }
        List<Binding> rows = judge(state, signup);
        return rows.isEmpty() ? null : new AttributionFact.Bindings(rows);
    }

    private List<Binding> judge(AttributionState state, Signup signup) {
        List<Answer> answers = new ArrayList<>();
        for (Answer answer : state.answers.values()) {
            if (answer.query().isOf(signup)) {
                answers.add(answer);
            }
        }
        return binder.judge(signup, answers, isExistingCustomer(state, signup));
    }

    private static boolean isExistingCustomer(AttributionState state, Signup signup) {
        boolean signedUpBefore = !signup.identity().equals(state.first.identity());
        boolean boughtBefore = state.firstSale != null && state.firstSale.isBefore(Moment.of(signup));
        return signedUpBefore || boughtBefore;
    }

    /** The bound referral, or null. Only the first signup binds: a later one is an existing customer's. */
    Binding binding(AttributionState state) {
        if (state.first == null) {
            return null;
        }
        if (isSettled(state, state.first)) {
            return state.bound;
        }
        List<Binding> rows = judge(state, state.first);
        Binding last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return last != null && last.refusal() == null ? last : null;
    }

    AttributionFact.Steps steps(AttributionState state) {
        Binding binding = binding(state);
        if (binding == null) {
            return null;
        }
        List<Step> steps = new ArrayList<>();
        steps.add(step(BOUND, binding, binding.boundMillis(), state.first.eventId()));
        Moment qualified = qualified(state, binding);
        if (qualified != null) {
            steps.add(step(QUALIFIED, binding, qualified.timeMillis(), qualified.eventId()));
        }
        return new AttributionFact.Steps(steps);
    }

    /** Whether the referral is bound; null where no candidate for it was answered. */
    Referred bound(AttributionState state) {
        long known = answeredMillis(state);
        return known == NEVER ? null : ofSignup(BOUND, state, binding(state), known);
    }

    /** Whether it is qualified; null where no candidate for it was answered. */
    Referred qualified(AttributionState state) {
        long known = answeredMillis(state);
        if (known == NEVER) {
            return null;
        }
        Binding binding = binding(state);
        Action action = binding == null ? null : qualifying(state, binding);
        if (action != null) {
            return referred(
                    QUALIFIED,
                    state,
                    binding,
                    moment(action),
                    Math.max(known, action.knownMillis()),
                    action.receivedAtMillis());
        }
        return binding == null || state.qualified == null
                ? ofSignup(QUALIFIED, state, null, known)
                : referred(
                        QUALIFIED,
                        state,
                        binding,
                        state.qualified,
                        Math.max(known, state.qualifiedKnownMillis),
                        state.qualifiedReceivedMillis);
    }

    /** How it came to be what it is until it is settled; null where it is, or where there is nothing of the kind. */
    AttributionFact.Course course(AttributionState state) {
        if (state.first == null || isSettled(state, state.first)) {
            return null;
        }
        Binding binding = null;
        Moment qualified = null;
        List<Referred> states = new ArrayList<>();
        for (long time : timesOfChange(state)) {
            Binding now = binding(state, time);
            Moment then = now == null ? null : qualified(state, now, time);
            boolean rebound = !Objects.equals(now, binding);
            if (rebound) {
                states.add(referred(BOUND, state, now, Moment.of(state.first), time, time));
            }
            if (!Objects.equals(then, qualified) || (rebound && then != null)) {
                Moment done = then == null ? Moment.of(state.first) : then;
                states.add(referred(QUALIFIED, state, then == null ? null : now, done, time, time));
            }
            binding = now;
            qualified = then;
        }
        return states.isEmpty() ? null : new AttributionFact.Course(states);
    }

    /** That it qualified by what was known only after it was settled; null: it has not. */
    AttributionFact.Course qualifiedLater(AttributionState state) {
        Referred qualified = qualified(state);
        boolean later =
                qualified != null && qualified.binding() != null && qualified.knownMillis() > settlement(state.first);
        return later ? new AttributionFact.Course(List.of(qualified)) : null;
    }

    /**
     * Advocates whom somebody else than they themselves might have had by a signup, and who were refused: each from when on that
     * could be seen. Null where the signup is settled, or where there are none.
     */
    AttributionFact.Course refused(AttributionState state, Signup signup) {
        if (signup == null || isSettled(state, signup)) {
            return null;
        }
        Map<String, Referred> refused = new TreeMap<>();
        for (long time : timesOfAnswers(state, signup).headSet(settlement(signup) + 1)) {
            for (Binding row : judge(state, signup, time)) {
                if (row.refusal() != null
                        && row.advocate() != null
                        && !row.advocate().equals(row.referee())) {
                    refused.putIfAbsent(row.advocate(), refused(row, signup, time));
                }
            }
        }
        return refused.isEmpty() ? null : new AttributionFact.Course(List.copyOf(refused.values()));
    }

    private static Referred refused(Binding row, Signup signup, long knownMillis) {
        return new Referred(
                REFUSED,
                row.referralId(),
                row,
                signup.timeMillis(),
                signup.eventId(),
                knownMillis,
                Math.max(knownMillis, signup.receivedAtMillis()));
    }

    /** When something was known from that a signup is judged by, from the signup on. */
    private static SortedSet<Long> timesOfAnswers(AttributionState state, Signup signup) {
        SortedSet<Long> times = new TreeSet<>();
        for (Answer answer : state.answers.values()) {
            if (answer.query().isOf(signup)) {
                times.add(Math.max(answer.timeMillis(), signup.timeMillis()));
                answer.earlier().forEach(was -> times.add(Math.max(was.timeMillis(), signup.timeMillis())));
            }
        }
        return times;
    }

    /** When something was known from that may have changed it, from the signup on until it is settled. */
    private SortedSet<Long> timesOfChange(AttributionState state) {
        SortedSet<Long> times = timesOfAnswers(state, state.first);
        for (Action action : state.actions) {
            times.add(Math.max(action.knownMillis(), state.first.timeMillis()));
        }
        return times.headSet(settlement(state.first) + 1);
    }

    /** What was bound by what was known by then. */
    private Binding binding(AttributionState state, long knownMillis) {
        List<Binding> rows = judge(state, state.first, knownMillis);
        Binding last = rows.isEmpty() ? null : rows.get(rows.size() - 1);
        return last != null && last.refusal() == null ? last : null;
    }

    /** The rows of a signup by what was known by then. */
    private List<Binding> judge(AttributionState state, Signup signup, long knownMillis) {
        List<Answer> answers = new ArrayList<>();
        for (Answer answer : state.answers.values()) {
            Answer then = answer.query().isOf(signup) ? answer.at(knownMillis) : null;
            if (then != null) {
                answers.add(then);
            }
        }
        return binder.judge(signup, answers, isExistingCustomer(state, signup));
    }

    private Moment qualified(AttributionState state, Binding binding, long knownMillis) {
        Action action = qualifying(state, binding, knownMillis);
        return action == null ? state.qualified : moment(action);
    }

    private static Referred ofSignup(String name, AttributionState state, Binding binding, long knownMillis) {
        return referred(name, state, binding, Moment.of(state.first), knownMillis, state.first.receivedAtMillis());
    }

    private static Referred referred(
            String name,
            AttributionState state,
            Binding binding,
            Moment done,
            long knownMillis,
            long receivedAtMillis) {
        return new Referred(
                name,
                Binder.referralId(state.first),
                binding,
                done.timeMillis(),
                done.eventId(),
                knownMillis,
                Math.max(knownMillis, receivedAtMillis));
    }

    /** When the last candidate of the first signup was answered; {@link #NEVER} where none was. */
    long answeredMillis(AttributionState state) {
        if (state.first == null || isSettled(state, state.first)) {
            return state.answeredMillis;
        }
        long last = NEVER;
        for (Answer answer : state.answers.values()) {
            if (answer.query().isOf(state.first)) {
                last = Math.max(last, Math.max(answer.timeMillis(), state.first.timeMillis()));
            }
        }
        return last;
    }

    private static Step step(String name, Binding binding, long timeMillis, String eventId) {
        return new Step(name, binding.referralId(), binding.advocate(), binding.program(), timeMillis, eventId);
    }

    /** The earliest event after the signup, and within the program's time, that its {@code qualifies} names. */
    private Moment qualified(AttributionState state, Binding binding) {
        Action action = qualifying(state, binding);
        return action == null ? state.qualified : moment(action);
    }

    /** That event, unless it is settled or there is none: then null. */
    private Action qualifying(AttributionState state, Binding binding) {
        return qualifying(state, binding, Long.MAX_VALUE);
    }

    private Action qualifying(AttributionState state, Binding binding, long knownMillis) {
        ProgramVersion program = rules.programs().current().at(binding.program(), binding.boundMillis());
        Moment earliest = state.qualified;
        Action found = null;
        for (Action action : state.actions) {
            Moment moment = moment(action);
            boolean counts = action.knownMillis() <= knownMillis
                    && action.qualifies().contains(program.label())
                    && Moment.of(state.first).isBefore(moment)
                    && action.timeMillis() - state.first.timeMillis()
                            <= program.qualifies().withinMillis();
            if (counts && (earliest == null || moment.isBefore(earliest))) {
                earliest = moment;
                found = action;
            }
        }
        return found;
    }

    private static Moment moment(Action action) {
        return new Moment(action.timeMillis(), action.eventId());
    }

    /** Event time is past {@code beforeMillis} for good: keeps the outcome of what is settled, and drops its evidence. */
    void settle(AttributionState state, long beforeMillis) {
        Binding binding = binding(state);
        boolean settled = state.first != null && settlement(state.first) <= beforeMillis;
        if (settled) {
            settle(state, binding, binding == null ? null : qualifying(state, binding));
        }
        if (settled || state.first == null) {
            state.actions.removeIf(action -> action.timeMillis() <= beforeMillis);
        }
        state.settledMillis = Math.max(state.settledMillis, beforeMillis);
        state.answers
                .values()
                .removeIf(answer -> answer.query().signupMillis() + rules.bindingRevisionMillis() <= beforeMillis);
    }

    private void settle(AttributionState state, Binding binding, Action qualifying) {
        state.answeredMillis = answeredMillis(state);
        state.bound = binding;
        if (binding == null) {
            state.qualified = null;
            state.qualifiedKnownMillis = NEVER;
            state.qualifiedReceivedMillis = NEVER;
        } else if (qualifying != null) {
            state.qualified = moment(qualifying);
            state.qualifiedKnownMillis = qualifying.knownMillis();
            state.qualifiedReceivedMillis = qualifying.receivedAtMillis();
        }
    }

    long nextSettlement(AttributionState state) {
        long next = Long.MAX_VALUE;
        for (Signup signup : state.signups) {
            if (!isSettled(state, signup)) {
                next = Math.min(next, settlement(signup));
            }
        }
        for (Answer answer : state.answers.values()) {
            next = Math.min(next, answer.query().signupMillis() + rules.bindingRevisionMillis());
        }
        if (state.first == null || isSettled(state, state.first)) {
            for (Action action : state.actions) {
                next = Math.min(next, action.timeMillis());
            }
        }
        return next;
    }
}
