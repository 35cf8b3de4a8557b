package dev.milepost.milestones.model.people;

import dev.milepost.milestones.model.pattern.SubjectEvent;
import dev.milepost.runtime.fold.Timed;

/**
 * What one subject is told: an element of the fold of its milestones.
 *
 * @param subject as {@link Subjects} spells it
 */
public record Told(String subject, SubjectEvent event) implements Timed {

    /** Which telling: versions of one share it. */
    public record Key(String subject, String identity) {}

    Key key() {
        return new Key(subject, event.identity());
    }

    @Override
    public long timeMillis() {
        return event.timeMillis();
    }

    @Override
    public String id() {
        return event.id();
    }

    @Override
    public String identity() {
        return event.identity();
    }
}
