package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.SubjectKind;

/**
 * A milestone is reached.
 *
 * @param kind whose events reached it
 * @param version of the program, in force at {@code reachedMillis}
 * @param reachedMillis the event time of the event or timer that completed it
 * @param sinceMillis since when that is so: the same, or the time of the refund, or of the version of a fact, by which it
 *     became so
 * @param causeEventId the event that completed it; where a timer did, that which set the timer
 * @param amountMinor the cause's amount in minor units, or null
 * @param currency of the amount, or null
 */
public record MilestoneFact(
        MilestoneKey key,
        SubjectKind kind,
        int version,
        long reachedMillis,
        long sinceMillis,
        String causeEventId,
        Long amountMinor,
        String currency) {}
