package dev.milepost.milestones.model.pattern;

import dev.milepost.programs.model.Names;
import dev.milepost.programs.model.Pattern;
import java.util.Set;

/** {@code {event, where?}}. */
final class EventNode extends Node {

    private static final NumberField VALUE = new NumberField(Names.VALUE, null, false);

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
        turn.end(event.matches(given) ? turn.by(given, given.referrals(), () -> value(given)) : null);
        return null;
    }

    private static Reached value(SubjectEvent given) {
        return given.valueMicros() == null ? null : VALUE.reached(Total.of(given.valueMicros()));
    }
}
