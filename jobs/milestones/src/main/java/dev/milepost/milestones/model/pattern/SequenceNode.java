package dev.milepost.milestones.model.pattern;

import dev.milepost.milestones.model.pattern.NodeState.Begun;
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
        return of(((InOrder) state).begun(), states);
    }

    private static NodeState of(Begun[] begun, NodeState[] states) {
        return NodeState.allNull(begun) && NodeState.allNull(states) ? null : new InOrder(begun, states);
    }

    private Begun[] none() {
        return new Begun[parts.length - 1];
    }

    @Override
    NodeState settle(NodeState state, NodeState[] states, Completion[] completed, long timeMillis, Turn turn) {
        turn.end(null);
        Begun[] begun = state == null ? none() : ((InOrder) state).begun();
        if (firstOf(completed) == null) {
            return of(begun, states);
        }
        begun = begun.clone();
        int last = parts.length - 1;
        // From the last to the first: what completes at once is not one after the other.
        for (int i = last; i >= 0; i--) {
            Begun before = i == 0 ? new Begun(timeMillis, List.of(), List.of()) : begun[i - 1];
            if (completed[i] == null || before == null) {
                continue;
            }
            List<String> referrals = Referrals.union(before.referrals(), completed[i].referrals());
            if (i < last) {
                begun[i] = new Begun(before.startMillis(), referrals, bought(begun[i], before, completed[i]));
            } else if (before.startMillis() > within.before(timeMillis, zone)) {
                turn.end(completed[last].counting(referrals).after(inTime(before.bought(), timeMillis)));
                return of(none(), states);
            }
        }
        return of(begun, states);
    }

    /** Of all ways to have come so far, of each the orders of its last part that has any. */
    private static List<Bought> bought(Begun former, Begun before, Completion completed) {
        List<Bought> own = Bought.since(before.startMillis(), completed.orders());
        return Bought.union(former == null ? List.of() : former.bought(), own.isEmpty() ? before.bought() : own);
    }

    private List<Bought> inTime(List<Bought> bought, long timeMillis) {
        long afterMillis = within.before(timeMillis, zone);
        return bought.stream().filter(each -> each.sinceMillis() > afterMillis).toList();
    }

    private long over(Begun begun) {
        return begun == null ? Long.MAX_VALUE : Lengths.left(begun.startMillis(), within, zone) - 1;
    }

    @Override
    long nextExpiry(NodeState state) {
        long next = nextExpiryOfParts(state);
        for (Begun begun : ((InOrder) state).begun()) {
            next = Math.min(next, over(begun));
        }
        return next;
    }

    @Override
    NodeState expire(NodeState state, long beforeMillis) {
        InOrder inOrder = (InOrder) state;
        Begun[] begun = Arrays.stream(inOrder.begun())
                .map(each -> over(each) <= beforeMillis ? null : each)
                .toArray(Begun[]::new);
        return expireParts(new InOrder(begun, inOrder.parts()), beforeMillis);
    }
}
