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
        return of(together.last(), together.latest(), together.bought(), states);
    }

    private static NodeState of(long last, Completion[] latest, List<Bought> bought, NodeState[] states) {
        return NodeState.allNull(latest) && NodeState.allNull(states)
                ? null
                : new Together(last, latest, bought, states);
    }

    @Override
    NodeState settle(NodeState state, NodeState[] states, Completion[] completed, long timeMillis, Turn turn) {
        Together before = (Together) state;
        Completion now = firstOf(completed);
        turn.end(null);
        if (now == null) {
            return before == null ? of(0, new Completion[parts.length], List.of(), states) : with(before, states);
        }
        Completion[] latest =
                before == null ? new Completion[parts.length] : before.latest().clone();
        List<Bought> bought = before == null ? List.of() : before.bought();
        boolean inSessions = frame.kind() == Frame.Kind.SESSION;
        if (inSessions && before != null && !frame.goesOn(before.last(), timeMillis)) {
            Arrays.fill(latest, null);
            bought = List.of();
        }
        for (int i = 0; i < parts.length; i++) {
            if (completed[i] != null) {
                latest[i] = completed[i];
                bought = Bought.union(bought, Bought.since(timeMillis, completed[i].orders()));
            }
        }
        if (isWhole(latest, timeMillis)) {
            turn.end(now.counting(referralsOf(latest)).after(inTime(bought, timeMillis)));
            Arrays.fill(latest, null);
            bought = List.of();
        }
        return of(inSessions ? timeMillis : 0, latest, bought, states);
    }

    private List<Bought> inTime(List<Bought> bought, long timeMillis) {
        return bought.stream()
                .filter(each -> frame.holds(each.sinceMillis(), timeMillis))
                .toList();
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
        return expireParts(new Together(together.last(), latest, together.bought(), together.parts()), beforeMillis);
    }
}
