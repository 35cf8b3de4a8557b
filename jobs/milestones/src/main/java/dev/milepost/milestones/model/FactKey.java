package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.RuleId;

/** Which fact of one subject. */
public sealed interface FactKey permits MilestoneKey, ConditionKey, DueKey {

    RuleId rule();
}
