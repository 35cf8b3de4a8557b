package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.InOrder;
import dev.milepost.programs.model.Span;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;

/**
 * {@code {sequence: […], within}}. Of all ways to have done the first parts in order the one that began last is the best for all
 * that may follow, so one time for each part is enough.
 */
final class SequenceNode extends PartsNode {

    private final Span within;
    private final ZoneId zone;

    SequenceNode(List<Node> parts, Span within, ZoneId zone) {
        super(parts);
        this.within = within;
        this.zone = zone;
    }

    @Override
    NodeState[] statesOf(NodeState state) {
        return state == null ? null : ((InOrder) state).parts();
    }

    @Override
    NodeState with(NodeState state, NodeState[] states) {
        return of(((InOrder) state).starts(), states);
    }

    private static NodeState of(long[] starts, NodeState[] states) {
        boolean begun = Arrays.stream(starts).anyMatch(start -> start != NodeState.NONE);
        return !begun && NodeState.allNull(states) ? null : new InOrder(starts, states);
    }

    private long[] none() {
        long[] starts = new long[parts.length - 1];
        Arrays.fill(starts, NodeState.NONE);
        return starts;
    }

    @Override
    NodeState settle(NodeState state, NodeState[] states, Completion[] completed, long timeMillis, Turn turn) {
        turn.end(null);
        long[] starts = state == null ? none() : ((InOrder) state).starts();
        if (firstOf(completed) == null) {
            return of(starts, states);
        }
        starts = starts.clone();
        int last = parts.length - 1;
        // From the last to the first: what completes at once is not one after the other.
        for (int i = last; i >= 0; i--) {
            long start = completed[i] == null ? NodeState.NONE : i == 0 ? timeMillis : starts[i - 1];
            if (start == NodeState.NONE) {
                continue;
            }
            if (i == last) {
                if (start > within.before(timeMillis, zone)) {
                    turn.end(completed[last]);
                    return of(none(), states);
                }
            } else {
                starts[i] = start;
            }
        }
        return of(starts, states);
    }

    private long over(long start) {
        return start == NodeState.NONE ? Long.MAX_VALUE : Lengths.left(start, within, zone) - 1;
    }

    @Override
    long nextExpiry(NodeState state) {
        long next = nextExpiryOfParts(state);
        for (long start : ((InOrder) state).starts()) {
            next = Math.min(next, over(start));
        }
        return next;
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        InOrder inOrder = (InOrder) state;
        long[] starts = Arrays.stream(inOrder.starts())
                .map(start -> over(start) <= beforeMillis ? NodeState.NONE : start)
                .toArray();
        return expireParts(new InOrder(starts, inOrder.parts()), beforeMillis);
    }
}
