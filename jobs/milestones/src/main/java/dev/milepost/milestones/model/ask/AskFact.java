package dev.milepost.milestones.model.ask;

/** What a book of asks hears of. Each is absolute: the same identity told again replaces what was told before. */
public sealed interface AskFact permits AskMilestone, AskDue, ReferralRisk {}
