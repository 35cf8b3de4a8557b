package dev.milepost.milestones.model;

import dev.milepost.milestones.model.pattern.RuleId;

/**
 * Which completion of which milestone, of one subject.
 *
 * @param occurrence from 1, in order: of the completions of the history as it is known. Where a refund un-reaches one, those
 *     after it move up
 */
public record MilestoneKey(RuleId rule, long occurrence) implements FactKey {}
