package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Timed;
import dev.milepost.programs.model.Pattern;
import java.time.ZoneId;

/** {@code {timer: {anchor, after, every?}}}. */
final class TimerNode extends Node {

    private final Node anchor;
    private final Pattern.Timer timer;
    private final ZoneId zone;

    TimerNode(Node anchor, Pattern.Timer timer, ZoneId zone) {
        super(anchor.names);
        this.anchor = anchor;
        this.timer = timer;
        this.zone = zone;
    }

    private static NodeState anchorOf(Timed state) {
        return state == null ? null : state.anchor();
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent event, Turn turn) {
        Timed before = (Timed) state;
        if (before != null && before.anchored() != null) {
            turn.end(null);
            return state;
        }
        return anchored(anchor.apply(anchorOf(before), event, turn), turn);
    }

    private NodeState anchored(NodeState ofAnchor, Turn turn) {
        Completion first = turn.completed();
        turn.end(null);
        if (first == null) {
            return ofAnchor == null ? null : new Timed(ofAnchor, null, Long.MAX_VALUE, 0);
        }
        return new Timed(null, first, due(first, 0), 0);
    }

    private long due(Completion first, long k) {
        return k > 0 && timer.every() == null
                ? Long.MAX_VALUE
                : Lengths.repetition(first.timeMillis(), timer.after(), timer.every(), k, zone);
    }

    @Override
    long nextTimer(NodeState state) {
        Timed timed = (Timed) state;
        return timed.anchor() == null ? timed.due() : anchor.nextTimer(timed.anchor());
    }

    @Override
    NodeState onTimer(NodeState state, long timeMillis, Turn turn) {
        Timed timed = (Timed) state;
        if (timed.anchor() != null) {
            return anchored(anchor.onTimer(timed.anchor(), timeMillis, turn), turn);
        }
        turn.end(timed.anchored().later(timeMillis));
        long k = timed.k() + 1;
        return new Timed(null, timed.anchored(), due(timed.anchored(), k), k);
    }

    @Override
    long nextExpiry(NodeState state) {
        NodeState ofAnchor = anchorOf((Timed) state);
        return ofAnchor == null ? Long.MAX_VALUE : anchor.nextExpiry(ofAnchor);
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        NodeState ofAnchor = anchorOf((Timed) state);
        if (ofAnchor == null) {
            return state;
        }
        NodeState left = anchor.expire(ofAnchor, beforeMillis);
        return left == null ? null : new Timed(left, null, Long.MAX_VALUE, 0);
    }
}
