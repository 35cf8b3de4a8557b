package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.RuleState.Log;
import dev.milepost.programs.model.Span;
import java.time.ZoneId;
import java.time.ZoneOffset;
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

    /** Fields of the event that completes it which are kept with the completion. */
    private final Set<String> texts;

    /** How long a completion is told after nothing can change it: of an ask whose guards go by facts, which may be revised. */
    private final long toldMillis;

    /** Only events of a referral that is bound in the program are seen, from its signup on. */
    private final boolean gated;

    /** Events of referrals that are rejected do not count. */
    private final boolean countsReferrals;

    private final Revisions revisions;

    /**
     * A version of the program and the time from which it was in force.
     *
     * @param suppressors of an ask, in the file's order
     * @param delays how long arms of an ask's experiment wait, those that do
     */
    record InForce(long fromMillis, int version, List<Watch> suppressors, Delays delays) {
        InForce {
            suppressors = List.copyOf(suppressors);
        }

        /** Of what is asked at once, or not at all. */
        InForce(long fromMillis, int version, List<Watch> suppressors) {
            this(fromMillis, version, suppressors, Delays.NONE);
        }
    }

    /** Lengths of time by a calendar. */
    record Delays(List<Span> lengths, ZoneId zone) {
        static final Delays NONE = new Delays(List.of(), ZoneOffset.UTC);

        Delays {
            lengths = List.copyOf(lengths);
        }
    }

    Rule(
            RuleId id,
            SubjectKind kind,
            long from,
            long to,
            CompiledPattern pattern,
            List<InForce> versions,
            Set<String> texts,
            Horizons horizons) {
        this.id = id;
        this.key = id.key();
        this.kind = kind;
        this.from = from;
        this.to = to;
        this.pattern = pattern;
        this.versions = List.copyOf(versions);
        this.texts = Set.copyOf(texts);
        toldMillis = suppressors().stream().anyMatch(Watch::restsOnFacts) ? horizons.factMillis() : 0;
        gated = kind == SubjectKind.REFERRAL;
        Set<String> heard = new HashSet<>(pattern.root().names);
        if (pattern.countsOrders()) {
            heard.addAll(RefundedOrders.revisionsOf(heard));
        }
        names = Set.copyOf(heard);
        boolean ofReferrals = kind == SubjectKind.ACCOUNT || (!gated && pattern.namesFacts());
        countsReferrals = ofReferrals && (id.isCondition() || !pattern.isOfSingleEvents());
        boolean revised = gated || ofReferrals || pattern.countsOrders() || pattern.namesFacts();
        revisions = revised ? new Revisions(this, gated, horizons) : null;
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

    Set<String> texts() {
        return texts;
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

    /** The fields of an event that it looks at, or keeps; of a rule that keeps a log. */
    Set<String> fields() {
        return revisions.fields();
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

    /**
     * Whether it goes on without what is of a rejected referral. Not of one referral alone, nor where each completion is one event:
     * whoever hears of those passes over the ones whose referral is rejected.
     */
    public boolean countsReferrals() {
        return countsReferrals;
    }

    /** Takes an event that it {@linkplain #sees sees}. */
    public RuleState apply(RuleState state, SubjectEvent event, Reviews reviews) {
        if (revisions != null) {
            return revisions.apply(state, event, reviews);
        }
        Turn turn = turn(Orders.GROSS);
        NodeState head = pattern.root().offer(state.head(), event, turn);
        return reaching(state, head, turn, false);
    }

    /**
     * Of a rule that {@linkplain #countsReferrals counts referrals}: something was decided about one of its subject's.
     *
     * @param reviews that decision among them
     */
    public RuleState reviewed(RuleState state, SubjectEvent review, Reviews reviews) {
        return revisions.reviewed(state, review, reviews);
    }

    RuleState reaching(RuleState state, NodeState head, Turn turn, boolean byReview) {
        Completion completion = turn.completed();
        RuleState next = state.head() == head ? state : state.withHead(head);
        return completion == null ? next : next.reaching(completion, byReview);
    }

    Turn turn(Orders orders) {
        return new Turn(orders, texts, kind == SubjectKind.USER);
    }

    /** The version of the program that was in force at that time. */
    public int versionAt(long timeMillis) {
        return inForceAt(timeMillis).version();
    }

    /** Of an ask, by that version, in the file's order. */
    public List<Watch> suppressorsAt(long timeMillis) {
        return inForceAt(timeMillis).suppressors();
    }

    /** Of an ask: when it may have to go out whose milestone was first reached then, but for at once; by that version. */
    public List<Long> duesOf(long timeMillis) {
        Delays delays = inForceAt(timeMillis).delays();
        return delays.lengths().stream()
                .map(length -> length.after(timeMillis, delays.zone()))
                .filter(due -> due > timeMillis)
                .distinct()
                .toList();
    }

    /** Whether a version that has it was in force at that time. */
    public boolean isInForce(long timeMillis) {
        return timeMillis >= from && timeMillis < to;
    }

    /** By all versions. */
    List<Watch> suppressors() {
        return versions.stream().flatMap(each -> each.suppressors().stream()).toList();
    }

    private InForce inForceAt(long timeMillis) {
        InForce last = versions.get(0);
        for (InForce each : versions) {
            last = each.fromMillis() <= timeMillis ? each : last;
        }
        return last;
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
        Turn turn = turn(Orders.GROSS);
        NodeState head = pattern.root().onTimer(state.head(), timeMillis, turn);
        RuleState next = reaching(state, head, turn, false);
        Log log = next.log();
        return log == null ? next : next.with(log.firedTo(timeMillis));
    }

    /**
     * The smallest time for which {@link #expire} would forget something; Long.MAX_VALUE for never.
     *
     * @param renumbered as there
     */
    public long nextExpiry(RuleState state, boolean renumbered) {
        return Math.min(ofCourses(state), ofEvents(state, renumbered));
    }

    /** Of conditions all is told, as each goes by when it came to stand. */
    private long ofCourses(RuleState state) {
        return id.isCondition() ? Long.MAX_VALUE : state.nextExpiryOfCourses();
    }

    private long ofEvents(RuleState state, boolean renumbered) {
        Log log = state.log();
        if (log != null && !log.events().isEmpty()) {
            return revisions.nextExpiry(log);
        }
        long next = log == null ? Long.MAX_VALUE : revisions.nextExpiry(log);
        if (!state.recent().isEmpty() && !renumbered) {
            Slot first = state.recent().first();
            next = first.standing() == null ? next : Math.min(next, first.sinceMillis() + toldMillis);
        }
        if (state.head() != null) {
            next = Math.min(
                    next, Math.min(pattern.root().nextExpiry(state.head()), to == Long.MAX_VALUE ? to : to - 1));
        }
        return next;
    }

    /**
     * Forgets what no event after that time can change or need.
     *
     * @param renumbered its completions may yet get other numbers: a rule before it may be revised
     */
    public RuleState expire(RuleState state, long beforeMillis, Reviews reviews, boolean renumbered) {
        RuleState shorter = id.isCondition() ? state : state.expireCourses(beforeMillis);
        RuleState left = shorter.log() == null ? shorter : revisions.expire(shorter, beforeMillis, reviews, renumbered);
        if (left.log() != null && !left.log().events().isEmpty()) {
            return left;
        }
        Fifo<Slot> recent = left.recent()
                .popWhile(each ->
                        !renumbered && each.standing() != null && each.sinceMillis() + toldMillis <= beforeMillis);
        long forgotten = left.slots() - recent.size();
        NodeState head = left.head();
        if (head != null) {
            head = beforeMillis >= to - 1 ? null : pattern.root().expire(head, beforeMillis);
        }
        return new RuleState(left.from(), left.hash(), head, forgotten, recent, left.log());
    }
}
