package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.SubjectKind;

/** What is found of one subject. */
public sealed interface SubjectFact permits MilestoneFact, ConditionFact, DueFact {

    FactKey key();

    /** Whose events it rests on. */
    SubjectKind kind();
}
