package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One milestone's pattern over the time that it stands unchanged in its program, through all versions of that time.
 *
 * <p>Most rules take each event once and keep nothing of it. A rule that counts money of orders, rests on facts of other folds, or
 * sees events only of a bound referral, keeps what may still be revised in a log: a refund takes its part out <em>at the
 * order</em>, a fact's version stands in the place of the former one, and a binding shows the events since its signup. The
 * completions are always those of the history as it is known: {@link Revisions} folds the log again, which costs as much as
 * the log is long; refunds and revised facts are few.
 */
public final class Rule {

    private final RuleId id;
    private final long key;
    private final SubjectKind kind;
    private final long from;
    private final long to;
    private final CompiledPattern pattern;
    private final List<InForce> versions;
    private final Set<String> names;

    /** Only events of a referral that is bound in the program are seen, from its signup on. */
    private final boolean gated;

    private final Revisions revisions;

    /** A version of the program and the time from which it was in force. */
    record InForce(long fromMillis, int version) {}

    Rule(
            RuleId id,
            SubjectKind kind,
            long from,
            long to,
            CompiledPattern pattern,
            List<InForce> versions,
            Horizons horizons) {
        this.id = id;
        this.key = id.key();
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.pattern = pattern;
        this.versions = List.copyOf(versions);
        gated = kind == SubjectKind.REFERRAL;
        Set<String> heard = new HashSet<>(pattern.root().names);
        if (pattern.countsOrders()) {
            heard.addAll(RefundedOrders.revisionsOf(heard));
        }
        names = Set.copyOf(heard);
        revisions =
                gated || pattern.countsOrders() || pattern.namesFacts() ? new Revisions(this, gated, horizons) : null;
    }

    public RuleId id() {
        return id;
    }

    /** Under which a subject's state of it is found. */
    public long key() {
        return key;
    }

    public SubjectKind kind() {
        return kind;
    }

    long from() {
        return from;
    }

    long to() {
        return to;
    }

    CompiledPattern pattern() {
        return pattern;
    }

    /** The events that it has to be told. */
    public Set<String> names() {
        return names;
    }

    /**
     * Whether it takes an event of one of its {@link #names}, or a {@linkplain Gates gate} where it {@linkplain #isGated has
     * one}, given what it remembers.
     */
    public boolean sees(SubjectEvent event, RuleState state) {
        if (isOwn(event)) {
            return true;
        }
        return state != null
                && state.log() != null
                && (isGate(event) || (event.timeMillis() >= from && revises(event)));
    }

    /** Whether the event is one that its pattern is about. */
    boolean isOwn(SubjectEvent event) {
        return event.timeMillis() >= from && event.timeMillis() < to && isOfSubject(event);
    }

    boolean isOfSubject(SubjectEvent event) {
        return (event.seenBy() & kind.bit()) != 0
                && (event.program() == null || event.program().equals(id.program()));
    }

    /** Whether it may change what happened while the rule stood: a version may also say that it is of others now. */
    private boolean revises(SubjectEvent event) {
        return !event.isEvent()
                || (pattern.countsOrders() && RefundedOrders.isRevision(event.name()) && isOfSubject(event));
    }

    /** Whether it sees events only of referrals that are bound in its program. */
    public boolean isGated() {
        return gated;
    }

    boolean isGate(SubjectEvent event) {
        return gated && Gates.isGate(event);
    }

    /** A subject of whom it has not seen anything, but for the gates. */
    public RuleState empty(Gates gates) {
        return new RuleState(
                from, pattern.hash(), null, 0, Fifo.empty(), gated ? revisions.behind(gates.of(id.program())) : null);
    }

    /** Whether a state is this rule's. */
    public boolean owns(RuleState state) {
        return state.from() == from && state.hash() == pattern.hash();
    }

    /** Takes an event that it {@linkplain #sees sees}. */
    public RuleState apply(RuleState state, SubjectEvent event) {
        if (revisions != null) {
            return revisions.apply(state, event);
        }
        Turn turn = new Turn(Orders.GROSS);
        NodeState head = pattern.root().offer(state.head(), event, turn);
        return reaching(state, head, turn);
    }

    RuleState reaching(RuleState state, NodeState head, Turn turn) {
        Completion completion = turn.completed();
        RuleState next = state.head() == head ? state : state.withHead(head);
        return completion == null ? next : next.reaching(reached(completion, completion.timeMillis()));
    }

    Reached reached(Completion completion, long sinceMillis) {
        return new Reached(completion, sinceMillis, versionAt(completion.timeMillis()));
    }

    private int versionAt(long timeMillis) {
        int version = versions.get(0).version();
        for (InForce each : versions) {
            version = each.fromMillis() <= timeMillis ? each.version() : version;
        }
        return version;
    }

    /** When {@link #onTimer} is due; Long.MAX_VALUE for never. */
    public long nextTimer(RuleState state) {
        return nextTimer(state.head());
    }

    long nextTimer(NodeState head) {
        long next = head == null ? Long.MAX_VALUE : pattern.root().nextTimer(head);
        return next >= to ? Long.MAX_VALUE : next;
    }

    /** The moment that {@link #nextTimer} asked for. */
    public RuleState onTimer(RuleState state, long timeMillis) {
        Turn turn = new Turn(Orders.GROSS);
        NodeState head = pattern.root().onTimer(state.head(), timeMillis, turn);
        RuleState next = reaching(state, head, turn);
        Log log = next.log();
        return log == null ? next : next.with(log.firedTo(timeMillis));
    }

    /** The smallest time for which {@link #expire} would forget something; Long.MAX_VALUE for never. */
    public long nextExpiry(RuleState state) {
        Log log = state.log();
        if (log != null && !log.events().isEmpty()) {
            return revisions.nextExpiry(log);
        }
        long next = log == null ? Long.MAX_VALUE : revisions.nextExpiry(log);
        if (!state.recent().isEmpty()) {
            next = Math.min(next, revisions == null ? state.recent().first().sinceMillis() : earliest(state));
        }
        if (state.head() != null) {
            next = Math.min(
                    next, Math.min(pattern.root().nextExpiry(state.head()), to == Long.MAX_VALUE ? to : to - 1));
        }
        return next;
    }

    private static long earliest(RuleState state) {
        return state.recent().toList().stream()
                .mapToLong(Reached::sinceMillis)
                .min()
                .orElseThrow();
    }

    /** Forgets what no event after that time can change or need. */
    public RuleState expire(RuleState state, long beforeMillis) {
        RuleState left = state.log() == null ? state : revisions.expire(state, beforeMillis);
        if (left.log() != null && !left.log().events().isEmpty()) {
            return left;
        }
        List<Reached> recent = new ArrayList<>(left.recent().toList());
        recent.removeIf(each -> each.sinceMillis() <= beforeMillis);
        NodeState head = left.head();
        if (head != null) {
            head = beforeMillis >= to - 1 ? null : pattern.root().expire(head, beforeMillis);
        }
        return new RuleState(
                left.from(), left.hash(), head, left.completions() - recent.size(), Fifo.of(recent), left.log());
    }
}
