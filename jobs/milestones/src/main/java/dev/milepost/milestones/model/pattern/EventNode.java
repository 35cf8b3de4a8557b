package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Pattern;
import java.util.Set;

/** {@code {event, where?}}. */
final class EventNode extends Node {

    private final Pattern.Event event;

    EventNode(Pattern.Event event) {
        super(Set.copyOf(event.names()));
        this.event = event;
    }

    @Override
    boolean isOfSingleEvents() {
        return true;
    }

    @Override
    NodeState apply(NodeState state, SubjectEvent given, Turn turn) {
        turn.end(event.matches(given) ? turn.by(given) : null);
        return null;
    }
}
