package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps the log of one rule, and folds it again where the history that it tells has changed. */
final class Revisions {

    private final Rule rule;

    /** Only events of a referral that is bound in the program are seen, from its signup on. */
    private final boolean gated;

    private final Horizons horizons;
    private final Set<String> fields;

    Revisions(Rule rule, boolean gated, Horizons horizons) {
        this.rule = rule;
        this.gated = gated;
        this.horizons = horizons;
        fields = new HashSet<>(rule.pattern().fields());
        fields.addAll(List.of(SubjectEvent.ORDER_ID, SubjectEvent.REFUND_ID));
    }

    /** A log that begins with these. */
    Log behind(List<SubjectEvent> gates) {
        return gates.isEmpty() ? null : nothing().events(Fifo.of(gates));
    }

    private Log logOf(RuleState state) {
        return state.log() == null ? nothing() : state.log();
    }

    private Log nothing() {
        return new Log(null, 0, !gated, Fifo.empty(), Fifo.empty(), Long.MIN_VALUE);
    }

    /** How long an event is kept in the log. */
    private long keep(SubjectEvent event) {
        long keep = gated || rule.pattern().namesFacts() ? horizons.factMillis() : 0;
        boolean refundable = (rule.pattern().countsOrders() && RefundedOrders.isOrder(event.name()))
                || event.name().startsWith(Names.MILESTONE);
        return refundable ? Math.max(keep, horizons.refundMillis()) : keep;
    }

    RuleState apply(RuleState state, SubjectEvent given) {
        SubjectEvent event = given.keeping(fields);
        Log log = logOf(state);
        log = log.firedTo(Math.max(log.firedTo(), Math.min(event.timeMillis(), rule.to()) - 1));
        boolean heard = rule.isOwn(event);
        boolean gate = rule.isGate(event);
        if (!gate && !log.open() && log.events().isEmpty()) {
            // Not of a referral, as far as a binding can still tell.
            return state.with((Log) null);
        }
        if (rule.pattern().countsOrders() && RefundedOrders.isRevision(event.name())) {
            log = log.refunded(event);
            if (!heard || !rule.pattern().root().names.contains(event.name())) {
                return log.events().isEmpty() ? state.with(log) : again(state, log, event);
            }
        }
        log = log.events().isEmpty() ? log.startingAt(state) : log;
        if (event.isEvent()) {
            return inOrder(state, log.events(log.events().push(event)), event);
        }
        List<SubjectEvent> events = new ArrayList<>(log.events().toList());
        boolean replaced = events.removeIf(each -> each.identity().equals(event.identity()));
        boolean stands = event.stands() && (gate ? rule.isOfSubject(event) : heard);
        return fact(state, log.events(Fifo.of(events)), event, stands, replaced || gate);
    }

    private RuleState fact(RuleState state, Log log, SubjectEvent fact, boolean stands, boolean changed) {
        List<SubjectEvent> events = log.events().toList();
        int place = events.size();
        if (stands) {
            while (place > 0 && isAfter(events.get(place - 1), fact)) {
                place--;
            }
            events.add(place, fact);
        }
        Log next = log.events(Fifo.of(events));
        if (changed || place + 1 < events.size()) {
            return again(state, next, fact);
        }
        return stands ? inOrder(state, next, fact) : state;
    }

    /** Milestones come by timers too, after all events of their moment. */
    private static boolean isAfter(SubjectEvent event, SubjectEvent fact) {
        return fact.name().startsWith(Names.MILESTONE)
                ? event.timeMillis() > fact.timeMillis()
                : Timed.ORDER.compare(event, fact) > 0;
    }

    /** The event is the last of the log, and nothing before it has changed. */
    private RuleState inOrder(RuleState state, Log log, SubjectEvent event) {
        if (RefundedOrders.isRevision(event.name()) && !log.refunds().isEmpty()) {
            return again(state, log, event);
        }
        if (!isOpen(log) || !rule.isOwn(event)) {
            return state.with(log);
        }
        Turn turn = new Turn(orders(log));
        NodeState head = rule.pattern().root().offer(state.head(), event, turn);
        return rule.reaching(state, head, turn).with(log);
    }

    private Orders orders(Log log) {
        return new RefundedOrders(log.refunds().toList(), horizons.refundMillis());
    }

    private boolean isOpen(Log log) {
        return log.open() || log.events().toList().stream().anyMatch(Gates::isBinding);
    }

    private static boolean begins(SubjectEvent event) {
        return event.name().equals(Names.SIGNUP);
    }

    /** The events of the log that the pattern sees. */
    private List<SubjectEvent> seen(Log log) {
        List<SubjectEvent> events = log.events().toList();
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

    /** Folds the log anew: the completions are those of the history as it is known now. */
    private RuleState again(RuleState state, Log log, SubjectEvent by) {
        List<Completion> completions = new ArrayList<>();
        NodeState head = fold(log.settled(), seen(log), log, log.firedTo(), completions);
        List<Reached> former = new ArrayList<>(state.recent().toList());
        List<Reached> recent = new ArrayList<>(former.subList(0, log.earlier()));
        for (Completion each : completions) {
            Reached known = former.stream()
                    .filter(reached -> reached.isOf(each))
                    .findFirst()
                    .orElse(null);
            recent.add(known != null ? known : rule.reached(each, Math.max(each.timeMillis(), by.timeMillis())));
        }
        return new RuleState(state.from(), state.hash(), head, state.forgotten(), Fifo.of(recent), log);
    }

    private NodeState fold(
            NodeState settled, List<SubjectEvent> events, Log log, long firedTo, List<Completion> completions) {
        Turn turn = new Turn(orders(log));
        NodeState state = settled;
        for (SubjectEvent event : events) {
            state = fire(state, event.timeMillis() - 1, turn, completions);
            if (rule.isOwn(event)) {
                state = rule.pattern().root().offer(state, event, turn);
                add(turn, completions);
            }
        }
        return fire(state, firedTo, turn, completions);
    }

    private NodeState fire(NodeState settled, long upTo, Turn turn, List<Completion> completions) {
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

    long nextExpiry(Log log) {
        long next = Long.MAX_VALUE;
        if (!log.events().isEmpty()) {
            SubjectEvent first = log.events().first();
            next = first.timeMillis() + keep(first);
        }
        if (!log.refunds().isEmpty()) {
            next = Math.min(next, expiryOf(log.refunds().first()));
        }
        return next;
    }

    /** As long as an order that it concerns, on either side of it, may be folded again. */
    private long expiryOf(SubjectEvent refund) {
        return refund.timeMillis() + 2 * horizons.refundMillis();
    }

    RuleState expire(RuleState state, long beforeMillis) {
        Log log = state.log();
        Fifo<SubjectEvent> rest = log.events().popWhile(event -> event.timeMillis() + keep(event) <= beforeMillis);
        Fifo<SubjectEvent> refunds = log.refunds().popWhile(refund -> expiryOf(refund) <= beforeMillis);
        boolean open = isOpen(log);
        if (!open && rest.toList().stream().noneMatch(Revisions::begins)) {
            // No binding can come any more that would show what is left.
            rest = Fifo.empty();
        }
        int gone = log.events().size() - rest.size();
        if (rest.isEmpty()) {
            // The head is all that there is; its completions are forgotten as those of any rule.
            return state.with(orNull(new Log(null, 0, open, rest, refunds, log.firedTo())));
        }
        if (gone == 0) {
            return state.with(new Log(log.settled(), log.earlier(), log.open(), rest, refunds, log.firedTo()));
        }
        List<SubjectEvent> seen = seen(log);
        int unseen = log.events().size() - seen.size();
        long boundary = rest.first().timeMillis() - 1;
        List<Completion> settled = new ArrayList<>();
        NodeState start = fold(log.settled(), seen.subList(0, Math.max(0, gone - unseen)), log, boundary, settled);
        start = start == null ? null : rule.pattern().root().expire(start, boundary);
        // Shown by a binding that may still be in the rest: no later one can hide it again.
        boolean shown = log.open() || gone > unseen;
        int forgotten = log.earlier() + settled.size();
        Fifo<Reached> recent = state.recent();
        for (int i = 0; i < forgotten; i++) {
            recent = recent.pop();
        }
        return new RuleState(
                state.from(),
                state.hash(),
                state.head(),
                state.forgotten() + forgotten,
                recent,
                new Log(start, 0, shown, rest, refunds, log.firedTo()));
    }

    private Log orNull(Log log) {
        return log.isNothing(gated) ? null : log;
    }
}
