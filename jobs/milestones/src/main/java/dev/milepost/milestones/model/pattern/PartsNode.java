package dev.milepost.milestones.model.pattern;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A pattern made of parts, each of which remembers on its own. */
abstract class PartsNode extends Node {

    final Node[] parts;

    PartsNode(List<Node> parts) {
        super(namesOf(parts));
        this.parts = parts.toArray(Node[]::new);
    }

    private static Set<String> namesOf(List<Node> parts) {
        Set<String> names = new TreeSet<>();
        parts.forEach(part -> names.addAll(part.names));
        return names;
    }

    /** The states of the parts, or null where there is none. */
    abstract NodeState[] statesOf(NodeState state);

    /** The same with other states of the parts; null where nothing is left. */
    abstract NodeState with(NodeState state, NodeState[] states);

    /** What the node makes of what its parts have completed now: by index, null where one has not. */
    abstract NodeState settle(NodeState state, NodeState[] states, Completion[] completed, long timeMillis, Turn turn);

    @Override
    final NodeState apply(NodeState state, SubjectEvent event, Turn turn) {
        NodeState[] before = statesOf(state);
        NodeState[] states = before == null ? new NodeState[parts.length] : before.clone();
        Completion[] completed = new Completion[parts.length];
        for (int i = 0; i < parts.length; i++) {
            states[i] = parts[i].offer(states[i], event, turn);
            completed[i] = turn.completed();
        }
        return settle(state, states, completed, event.timeMillis(), turn);
    }

    @Override
    final long nextTimer(NodeState state) {
        long next = Long.MAX_VALUE;
        NodeState[] states = statesOf(state);
        for (int i = 0; i < parts.length; i++) {
            next = states[i] == null ? next : Math.min(next, parts[i].nextTimer(states[i]));
        }
        return next;
    }

    @Override
    final NodeState onTimer(NodeState state, long timeMillis, Turn turn) {
        NodeState[] states = statesOf(state).clone();
        Completion[] completed = new Completion[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (states[i] != null && parts[i].nextTimer(states[i]) == timeMillis) {
                states[i] = parts[i].onTimer(states[i], timeMillis, turn);
                completed[i] = turn.completed();
            }
        }
        return settle(state, states, completed, timeMillis, turn);
    }

    final long nextExpiryOfParts(NodeState state) {
        long next = Long.MAX_VALUE;
        NodeState[] states = statesOf(state);
        for (int i = 0; i < parts.length; i++) {
            next = states[i] == null ? next : Math.min(next, parts[i].nextExpiry(states[i]));
        }
        return next;
    }

    final NodeState expireParts(NodeState state, long beforeMillis) {
        NodeState[] states = statesOf(state).clone();
        for (int i = 0; i < parts.length; i++) {
            states[i] = states[i] == null ? null : parts[i].expire(states[i], beforeMillis);
        }
        return with(state, states);
    }

    /** Of those the first, or the first that has an amount; it counts the referrals of all. */
    static Completion firstOf(Completion[] completed) {
        Completion first = null;
        for (Completion each : completed) {
            boolean better = each != null
                    && (first == null
                            || (first.cause().amountMinor() == null
                                    && each.cause().amountMinor() != null));
            first = better ? each : first;
        }
        return first == null ? null : first.counting(referralsOf(completed));
    }

    static List<String> referralsOf(Completion[] completed) {
        List<String> referrals = List.of();
        for (Completion each : completed) {
            referrals = each == null ? referrals : Referrals.union(referrals, each.referrals());
        }
        return referrals;
    }
}
