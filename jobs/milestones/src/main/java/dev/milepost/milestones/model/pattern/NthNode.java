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
        NodeState.Counted counted = (NodeState.Counted) state;
        long before = counted == null ? 0 : counted.number();
        turn.end(null);
        if (before == n || !event.matches(given)) {
            return state;
        }
        Referrals referrals = (counted == null ? Referrals.NONE : counted.referrals()).with(given.referrals());
        if (before + 1 == n) {
            turn.end(turn.by(given, referrals.list(), () -> Reached.count(n)));
            return new NodeState.Counted(n, Referrals.NONE);
        }
        return new NodeState.Counted(before + 1, referrals);
    }
}
