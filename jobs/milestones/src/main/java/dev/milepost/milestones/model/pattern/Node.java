package dev.milepost.milestones.model.pattern;

import java.util.Set;

/**
 * One pattern, compiled. Holds no state: each call takes what the subject's state is, and returns what it becomes. Calls come in
 * the order of event time; the timers of a moment after its events.
 */
abstract class Node {

    /** The names of the events that it, or a part of it, needs. */
    final Set<String> names;

    Node(Set<String> names) {
        this.names = Set.copyOf(names);
    }

    /** Whether each completion is one event, and counts no other. */
    boolean isOfSingleEvents() {
        return false;
    }

    /** Takes an event of one of the {@link #names}, and says by {@link Turn#end} whether it completes. */
    abstract NodeState apply(NodeState state, SubjectEvent event, Turn turn);

    /** As {@link #apply}; an event that the node does not need leaves the state alone. */
    final NodeState offer(NodeState state, SubjectEvent event, Turn turn) {
        if (names.contains(event.name())) {
            return apply(state, event, turn);
        }
        turn.end(null);
        return state;
    }

    /** When {@link #onTimer} is due; Long.MAX_VALUE for never. */
    long nextTimer(NodeState state) {
        return Long.MAX_VALUE;
    }

    /** The moment that {@link #nextTimer} asked for: then it is later. Says whether it completes, as {@link #apply}. */
    NodeState onTimer(NodeState state, long timeMillis, Turn turn) {
        turn.end(null);
        return state;
    }

    /** The smallest time for which {@link #expire} would forget something; Long.MAX_VALUE for never. */
    long nextExpiry(NodeState state) {
        return Long.MAX_VALUE;
    }

    /** Forgets what no event after that time can need; null where nothing is left. */
    NodeState expire(NodeState state, long beforeMillis) {
        return state;
    }
}
