package dev.milepost.milestones.model.people;

import java.io.Serializable;
import java.util.Set;

/**
 * What rules want to be told.
 *
 * @param events the names of events that a rule names
 * @param partyFields fields of a party's attributes that a rule compares, as {@code referee.F} and {@code referrer.F}
 */
public record Interests(Set<String> events, Set<String> partyFields) {

    /** Where they are. They may become more; what was asked of a time that has passed stays. */
    public interface Source extends Serializable {
        Interests now();
    }

    public Interests {
        events = Set.copyOf(events);
        partyFields = Set.copyOf(partyFields);
    }

    boolean want(String event) {
        return events.contains(event);
    }
}
