package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Waiting;
import dev.milepost.programs.model.Pattern;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Set;

/** {@code {absence: {event, during, after}}}. */
final class AbsenceNode extends Node {

    private final Pattern.Absence absence;
    private final Node after;
    private final ZoneId zone;

    AbsenceNode(Pattern.Absence absence, Node after, ZoneId zone) {
        super(union(after.names, absence.event().names()));
        this.absence = absence;
        this.after = after;
        this.zone = zone;
    }

    private static Set<String> union(Set<String> some, Iterable<String> others) {
        Set<String> all = new HashSet<>(some);
        others.forEach(all::add);
        return all;
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent event, Turn turn) {
        Waiting before = (Waiting) state;
        NodeState ofAfter = after.offer(before == null ? null : before.after(), event, turn);
        Completion begun = turn.completed();
        turn.end(null);
        Fifo<Completion> pending = before == null ? Fifo.empty() : before.pending();
        if (!pending.isEmpty() && absence.event().matches(event)) {
            pending = pending.popWhile(each -> each.timeMillis() < event.timeMillis());
        }
        return of(ofAfter, begun == null ? pending : pending.push(begun));
    }

    private static NodeState of(NodeState ofAfter, Fifo<Completion> pending) {
        return ofAfter == null && pending.isEmpty() ? null : new Waiting(ofAfter, pending);
    }

    private long due(Completion each) {
        return absence.during().after(each.timeMillis(), zone);
    }

    @Override
    long nextTimer(NodeState state) {
        Waiting waiting = (Waiting) state;
        long next = waiting.after() == null ? Long.MAX_VALUE : after.nextTimer(waiting.after());
        if (!waiting.pending().isEmpty()) {
            next = Math.min(next, nextDue(waiting.pending()));
        }
        return next;
    }

    private long nextDue(Fifo<Completion> pending) {
        if (absence.during().months() == 0) {
            return due(pending.first());
        }
        // The 29th, 30th and 31st may be due on one day, each at its own hour.
        long next = Long.MAX_VALUE;
        for (Completion each : pending.toList()) {
            next = Math.min(next, due(each));
        }
        return next;
    }

    @Override
    NodeState onTimer(NodeState state, long timeMillis, Turn turn) {
        Waiting waiting = (Waiting) state;
        NodeState ofAfter = waiting.after();
        Completion begun = null;
        if (ofAfter != null && after.nextTimer(ofAfter) == timeMillis) {
            ofAfter = after.onTimer(ofAfter, timeMillis, turn);
            begun = turn.completed();
        }
        Completion done = null;
        Fifo<Completion> pending = Fifo.empty();
        if (absence.during().months() == 0) {
            pending = waiting.pending();
            while (!pending.isEmpty() && due(pending.first()) == timeMillis) {
                done = done == null ? pending.first() : done;
                pending = pending.pop();
            }
        } else {
            for (Completion each : waiting.pending().toList()) {
                boolean due = due(each) == timeMillis;
                done = due && done == null ? each : done;
                pending = due ? pending : pending.push(each);
            }
        }
        turn.end(done == null ? null : done.later(timeMillis));
        return of(ofAfter, begun == null ? pending : pending.push(begun));
    }

    @Override
    long nextExpiry(NodeState state) {
        NodeState ofAfter = ((Waiting) state).after();
        return ofAfter == null ? Long.MAX_VALUE : after.nextExpiry(ofAfter);
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        Waiting waiting = (Waiting) state;
        return waiting.after() == null ? state : of(after.expire(waiting.after(), beforeMillis), waiting.pending());
    }
}
