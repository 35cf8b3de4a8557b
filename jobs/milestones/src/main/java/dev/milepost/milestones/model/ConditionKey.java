package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.RuleId;

/**
 * Which completion of which {@code release_when} of a reward, of one subject.
 *
 * @param rule with the {@linkplain RuleId#condition number}
 * @param reachedMillis the event time of the event or timer that completed it
 * @param causeEventId the event that completed it; where a timer did, that which set the timer
 */
public record ConditionKey(RuleId rule, long reachedMillis, String causeEventId) implements FactKey {}
