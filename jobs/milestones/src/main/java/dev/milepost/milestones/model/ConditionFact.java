package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.SubjectKind;

/**
 * A {@code release_when} of an effect has completed. It is removed where it no longer stands.
 *
 * @param sinceMillis since when it stands without a break: when it completed, or the time of the refund, or of the version of
 *     another fact, by which it came to stand
 * @param knownMillis when what completed it was received, or {@code sinceMillis} where that is later
 */
public record ConditionFact(ConditionKey key, SubjectKind kind, long sinceMillis, long knownMillis)
        implements SubjectFact {}
