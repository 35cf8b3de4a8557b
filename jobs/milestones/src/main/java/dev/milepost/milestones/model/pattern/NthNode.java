package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Pattern;
import java.util.Set;

/** {@code {nth: {event, n}}}. */
final class NthNode extends Node {

    private final Pattern.Event event;
    private final long n;

    NthNode(Pattern.Nth nth) {
        super(Set.copyOf(nth.event().names()));
        event = nth.event();
        n = nth.n();
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent given, Turn turn) {
        long before = state == null ? 0 : ((NodeState.Counted) state).number();
        turn.end(null);
        if (before == n || !event.matches(given)) {
            return state;
        }
        if (before + 1 == n) {
            turn.end(Completion.by(given));
        }
        return new NodeState.Counted(before + 1);
    }
}
