package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.SubjectKind;

/** The user when an ask that had to wait is due: what guards ask again then. */
public record DueFact(DueKey key, AskContext context) implements SubjectFact {

    @Override
    public SubjectKind kind() {
        return SubjectKind.USER;
    }
}
