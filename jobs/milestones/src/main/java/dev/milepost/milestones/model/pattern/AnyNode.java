package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Either;
import java.util.Arrays;
import java.util.List;

/** {@code {any: […]}}. */
final class AnyNode extends PartsNode {

    AnyNode(List<Node> parts) {
        super(parts);
    }

    @Override
    boolean isOfSingleEvents() {
        return Arrays.stream(parts).allMatch(Node::isOfSingleEvents);
    }

    @Override
    NodeState[] statesOf(NodeState state) {
        return state == null ? null : ((Either) state).parts();
    }

    @Override
    NodeState with(NodeState state, NodeState[] states) {
        return NodeState.allNull(states) ? null : new Either(states);
    }

    @Override
    NodeState settle(NodeState state, NodeState[] states, Completion[] completed, long timeMillis, Turn turn) {
        turn.end(firstOf(completed));
        return with(state, states);
    }

    @Override
    long nextExpiry(NodeState state) {
        return nextExpiryOfParts(state);
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        return expireParts(state, beforeMillis);
    }
}
