/**
 * What milestones decide, in plain Java: no Flink, no Avro, no database.
 *
 * <p>{@link dev.milepost.milestones.model.MilestoneModel} folds the events of one subject: all live programs' rules, found by the
 * names of events; patterns are evaluated in {@code pattern}. Its facts:
 *
 * <ul>
 *   <li>{@link dev.milepost.milestones.model.MilestoneFact}: what stands, and stood, as the nth completion of an ask's or a
 *       reward's pattern, with the referrals that it counts, its cause's money, and of an ask the user as they were then
 *   <li>{@link dev.milepost.milestones.model.ConditionFact}: a {@code release_when} has completed
 * </ul>
 *
 * <p>The course of a milestone is a function of what has happened, by milliseconds: at each time what completions there are by
 * all events up to it and the timers of it. A fact of another fold has no history: only its latest version counts, as if those
 * before had never been, because whether they were seen is chance. So a refund, being an event, is one more turn, and so is a
 * decision about a referral; what a binding brought about that was revised never was.
 */
package dev.milepost.milestones.model;
