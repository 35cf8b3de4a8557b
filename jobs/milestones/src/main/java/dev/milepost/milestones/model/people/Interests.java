package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.programs.model.Names;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What rules want to be told, and from when on: nothing of what happened before the first of them held, but for what says who
 * may be asked.
 *
 * @param events the names of events that a rule names, each with the smallest event time at which one does
 * @param partyFields fields of a party's attributes that a rule compares, as {@code referee.F} and {@code referrer.F}; likewise
 */
public record Interests(Map<String, Long> events, Map<String, Long> partyFields) {

    /** Where they are. They may become more; what was asked of a time that has passed stays. */
    public interface Source extends Serializable {
        Interests now();
    }

    public Interests {
        events = Map.copyOf(events);
        partyFields = Map.copyOf(partyFields);
    }

    /** Of all times, because they say who may be asked, and to pass which code on, by whatever program that is still to come. */
    private static final Set<String> ALWAYS = Set.of(
            Names.SIGNUP,
            SubjectEvent.USER_ATTRIBUTES,
            SubjectEvent.CONSENT_CHANGED,
            SubjectEvent.OPTED_OUT,
            SubjectEvent.CODE_CREATED);

    /** Whether a user's own subject is told of such an event. */
    boolean wantOwn(String event, long timeMillis) {
        return ALWAYS.contains(event) || want(event, timeMillis);
    }

    boolean want(String event, long timeMillis) {
        Long from = events.get(event);
        return from != null && timeMillis >= from;
    }

    /** Of those texts the ones that a rule compares at that time. */
    Map<String, String> compared(Map<String, String> texts, long timeMillis) {
        if (partyFields.isEmpty() || texts.isEmpty()) {
            return Map.of();
        }
        Map<String, String> compared = new HashMap<>();
        texts.forEach((field, text) -> {
            Long from = partyFields.get(field);
            if (from != null && timeMillis >= from) {
                compared.put(field, text);
            }
        });
        return compared;
    }

    /** Of rules that have held always. */
    static Interests always(Set<String> events, Set<String> partyFields) {
        return new Interests(always(events), always(partyFields));
    }

    private static Map<String, Long> always(Set<String> names) {
        Map<String, Long> from = new HashMap<>();
        names.forEach(name -> from.put(name, Long.MIN_VALUE));
        return from;
    }
}
