package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import dev.milepost.programs.model.Names;
import dev.milepost.runtime.fold.Timed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Keeps the log of one rule, and folds it again where the history that it tells has changed. */
final class Revisions {

    private final Rule rule;

    /** Only events of a referral that is bound in the program are seen, from its signup on. */
    private final boolean gated;

    private final Horizons horizons;
    private final History history;
    private final Set<String> fields;

    Revisions(Rule rule, boolean gated, Horizons horizons) {
        this.rule = rule;
        this.gated = gated;
        this.horizons = horizons;
        history = new History(rule, horizons);
        fields = new HashSet<>(rule.pattern().fields());
        fields.addAll(rule.texts());
        fields.addAll(List.of(SubjectEvent.ORDER_ID, SubjectEvent.REFUND_ID, SubjectEvent.REFEREE_ID));
    }

    Set<String> fields() {
        return fields;
    }

    /** A log that begins with these. */
    Log behind(List<SubjectEvent> gates) {
        return gates.isEmpty() ? null : nothing().events(Fifo.of(gates));
    }

    private Log logOf(RuleState state) {
        return state.log() == null ? nothing() : state.log();
    }

    private Log nothing() {
        return new Log(null, 0, !gated, Fifo.empty(), Refunds.NONE, Long.MIN_VALUE);
    }

    /** How long an event is kept in the log. */
    private long keep(SubjectEvent event) {
        boolean versions =
                gated || rule.kind() == SubjectKind.ACCOUNT || rule.pattern().namesFacts();
        long keep = versions ? horizons.factMillis() : 0;
        boolean refundable = (rule.pattern().countsOrders() && RefundedOrders.isOrder(event.name()))
                || event.name().startsWith(Names.MILESTONE);
        // An account is another's where the referral is rejected that says whose it is.
        boolean counted = rule.countsReferrals() || rule.kind() == SubjectKind.ACCOUNT;
        boolean rejectable = counted && !event.referrals().isEmpty();
        return refundable || rejectable ? Math.max(keep, horizons.refundMillis()) : keep;
    }

    RuleState apply(RuleState state, SubjectEvent given, Reviews reviews) {
        SubjectEvent event = given.keeping(fields);
        Log log = logOf(state);
        log = firedBefore(event, log);
        boolean heard = rule.isOwn(event);
        boolean gate = rule.isGate(event);
        if (!gate && !log.open() && log.events().isEmpty()) {
            // Not of a referral, as far as a binding can still tell.
            return state.with((Log) null);
        }
        if (rule.pattern().countsOrders() && RefundedOrders.isRevision(event.name())) {
            log = log.refunded(event);
            if (!heard || !rule.pattern().root().names.contains(event.name())) {
                return log.events().isEmpty() ? state.with(log) : again(state, log, event, reviews);
            }
        }
        log = log.events().isEmpty() ? log.startingAt(state) : log;
        return event.isEvent()
                ? inOrder(state, log.push(event), event, reviews)
                : fact(state, log, event, gate ? rule.isOfSubject(event) : heard, reviews);
    }

    private Log firedBefore(SubjectEvent event, Log log) {
        return log.firedTo(Math.max(log.firedTo(), Math.min(event.timeMillis(), rule.to()) - 1));
    }

    /** A referral was rejected, or approved: from now on its events do not count, or do again. */
    RuleState reviewed(RuleState state, SubjectEvent review, Reviews reviews) {
        Log log = state.log();
        boolean concerns = log != null
                && log.events().toList().stream()
                        .anyMatch(event -> event.referrals().containsAll(review.referrals()));
        return concerns ? again(state, firedBefore(review, log), review, reviews) : state;
    }

    /** A version of a fact: from its own time on where it is new, and else from that of the one whose place it takes. */
    private RuleState fact(RuleState state, Log log, SubjectEvent fact, boolean concerns, Reviews reviews) {
        boolean told =
                concerns && (fact.stands() || (History.isOwn(fact) && !fact.id().isEmpty()));
        boolean isNew = !log.index().identities().contains(fact.identity());
        if (isNew && told && (log.events().isEmpty() || !isAfter(log.events().last(), fact))) {
            Log next = log.push(fact);
            return rule.isGate(fact) ? again(state, next, fact, reviews) : inOrder(state, next, fact, reviews);
        }
        List<SubjectEvent> events = new ArrayList<>();
        long since = fact.timeMillis();
        boolean known = false;
        boolean replaced = false;
        for (SubjectEvent each : log.events().toList()) {
            boolean same = each.identity().equals(fact.identity());
            known |= same;
            if (same && !History.outlives(each, fact)) {
                replaced = true;
                since = Math.min(since, each.timeMillis());
            } else {
                events.add(each);
            }
        }
        int place = events.size();
        if (told) {
            while (place > 0 && isAfter(events.get(place - 1), fact)) {
                place--;
            }
            events.add(place, fact);
        }
        Log next = log.events(Fifo.of(events));
        if (replaced || place + 1 < events.size()) {
            return new Rewriting(rule, history, reviews).from(since, state, next);
        }
        if (known || rule.isGate(fact)) {
            return again(state, next, fact, reviews);
        }
        return told ? inOrder(state, next, fact, reviews) : state;
    }

    /** Milestones come by timers too, after all events of their moment. */
    private static boolean isAfter(SubjectEvent event, SubjectEvent fact) {
        return History.isOwn(fact) ? event.timeMillis() > fact.timeMillis() : Timed.ORDER.compare(event, fact) > 0;
    }

    /** The event is the last of the log, and nothing before it has changed. */
    private RuleState inOrder(RuleState state, Log log, SubjectEvent event, Reviews reviews) {
        if (RefundedOrders.isRevision(event.name()) && !log.refunds().isEmpty()) {
            return again(state, log, event, reviews);
        }
        if (!History.isOpen(log) || !history.counts(event, reviews)) {
            return state.with(log);
        }
        Turn turn = rule.turn(history.orders(log));
        NodeState head = rule.pattern().root().offer(state.head(), event, turn);
        return rule.reaching(state, head, turn, isByReview(event, reviews)).with(log);
    }

    /** A milestone that a decision brought about is told on as of that event. */
    private static boolean isByReview(SubjectEvent event, Reviews reviews) {
        return reviews.isCause(event.timeMillis(), event.id());
    }

    /** Folds the log anew: the completions are those of the history as it is known by that event. */
    private RuleState again(RuleState state, Log log, SubjectEvent by, Reviews reviews) {
        List<Completion> completions = new ArrayList<>();
        NodeState head = history.fold(log.settled(), History.seen(log), log, reviews, log.firedTo(), completions);
        Fifo<Slot> slots = history.turning(
                state.recent(),
                log.earlier(),
                completions,
                by.timeMillis(),
                by.id(),
                by.knownMillis(),
                isByReview(by, reviews));
        return new RuleState(state.from(), state.hash(), head, state.forgotten(), slots, log);
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

    /** Forgets what cannot be revised any more; completions only where they cannot get other numbers either. */
    RuleState expire(RuleState state, long beforeMillis, Reviews reviews, boolean renumbered) {
        Log log = state.log();
        Fifo<SubjectEvent> rest = log.events().popWhile(event -> event.timeMillis() + keep(event) <= beforeMillis);
        Refunds refunds = log.refunds().popWhile(refund -> expiryOf(refund) <= beforeMillis);
        boolean open = History.isOpen(log);
        if (!open && rest.toList().stream().noneMatch(History::begins)) {
            // No binding can come any more that would show what is left.
            rest = Fifo.empty();
        }
        if (rest.isEmpty()) {
            // The head is all that there is; its completions are forgotten as those of any rule.
            return state.with(orNull(new Log(null, 0, open, rest, refunds, log.firedTo())));
        }
        if (rest.size() == log.events().size()) {
            return state.with(new Log(log.settled(), log.earlier(), log.open(), rest, refunds, log.firedTo()));
        }
        Set<SubjectEvent> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        gone.addAll(log.events().toList().subList(0, log.events().size() - rest.size()));
        List<SubjectEvent> settling =
                History.seen(log).stream().filter(gone::contains).toList();
        long boundary = rest.first().timeMillis() - 1;
        List<Completion> settled = new ArrayList<>();
        NodeState start = history.fold(log.settled(), settling, log, reviews, boundary, settled);
        start = start == null ? null : rule.pattern().root().expire(start, boundary);
        // Shown by a binding that may still be in the rest: no later one can hide it again.
        boolean shown = log.open() || !settling.isEmpty();
        int forgotten = log.earlier() + settled.size();
        if (renumbered) {
            return state.with(new Log(start, forgotten, shown, rest, refunds, log.firedTo()));
        }
        Fifo<Slot> recent = state.recent();
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
