package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Together;
import java.util.Arrays;
import java.util.List;

/** {@code {all: […], within?}}. */
final class AllNode extends PartsNode {

    private final Frame frame;

    AllNode(List<Node> parts, Frame frame) {
        super(parts);
        this.frame = frame;
    }

    @Override
    NodeState[] statesOf(NodeState state) {
        return state == null ? null : ((Together) state).parts();
    }

    @Override
    NodeState with(NodeState state, NodeState[] states) {
        Together together = (Together) state;
        return of(together.last(), together.latest(), states);
    }

    private static NodeState of(long last, Completion[] latest, NodeState[] states) {
        return NodeState.allNull(latest) && NodeState.allNull(states) ? null : new Together(last, latest, states);
    }

    @Override
    NodeState settle(NodeState state, NodeState[] states, Completion[] completed, long timeMillis, Turn turn) {
        Together before = (Together) state;
        Completion now = firstOf(completed);
        turn.end(null);
        if (now == null) {
            return before == null ? of(0, new Completion[parts.length], states) : with(before, states);
        }
        Completion[] latest =
                before == null ? new Completion[parts.length] : before.latest().clone();
        boolean inSessions = frame.kind() == Frame.Kind.SESSION;
        if (inSessions && before != null && !frame.goesOn(before.last(), timeMillis)) {
            Arrays.fill(latest, null);
        }
        for (int i = 0; i < parts.length; i++) {
            latest[i] = completed[i] == null ? latest[i] : completed[i];
        }
        if (isWhole(latest, timeMillis)) {
            turn.end(now.counting(referralsOf(latest)));
            Arrays.fill(latest, null);
        }
        return of(inSessions ? timeMillis : 0, latest, states);
    }

    private boolean isWhole(Completion[] latest, long timeMillis) {
        for (Completion each : latest) {
            if (each == null || !frame.holds(each.timeMillis(), timeMillis)) {
                return false;
            }
        }
        return true;
    }

    @Override
    long nextExpiry(NodeState state) {
        Together together = (Together) state;
        long next = nextExpiryOfParts(state);
        for (Completion each : together.latest()) {
            next = each == null ? next : Math.min(next, frame.over(each.timeMillis(), together.last()));
        }
        return next;
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        Together together = (Together) state;
        Completion[] latest = together.latest().clone();
        for (int i = 0; i < latest.length; i++) {
            if (latest[i] != null && frame.over(latest[i].timeMillis(), together.last()) <= beforeMillis) {
                latest[i] = null;
            }
        }
        return expireParts(new Together(together.last(), latest, together.parts()), beforeMillis);
    }
}
