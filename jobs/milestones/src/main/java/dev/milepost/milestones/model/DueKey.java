package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.RuleId;

/**
 * When which completion of an ask's pattern may have to go out, for one user.
 *
 * @param occurrence as in {@link MilestoneKey}
 * @param dueMillis the milestone's time and the delay of an arm
 */
public record DueKey(RuleId rule, long occurrence, long dueMillis) implements FactKey {}
