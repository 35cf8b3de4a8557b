package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;

/**
 * What one subject is told.
 *
 * @param subject as {@link Subjects} spells it
 */
public record Told(String subject, SubjectEvent event) {

    /** Which telling: versions of one share it. */
    public record Key(String subject, String identity) {}

    Key key() {
        return new Key(subject, event.identity());
    }
}
