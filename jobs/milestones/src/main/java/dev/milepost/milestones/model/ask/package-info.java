/**
 * Whom to ask for a referral, in plain Java: the decisions about the asks of one user, in all programs.
 *
 * <p>{@link dev.milepost.milestones.model.ask.AskBook} is the door; {@code Asking} decides, {@code Guards} asks the guards in the
 * file's order, {@code Arms} assigns users to arms of experiments. {@code Times} and {@code Places} find by time what is next, and
 * what a guard counts, so that a decision costs what is in its windows, not what is remembered.
 *
 * <h2>For the operator</h2>
 *
 * <p>Keyed by user. Per element: load the state, {@code new AskBook(user, lateness, state)}, {@code accept} or {@code retract},
 * register an event-time timer for {@code nextTimer()}, store the state, or nothing where it {@code isEmpty()}. Per timer:
 * {@code advanceTo(timestamp, programs)}, emit, register {@code nextTimer()} again. {@code programs} says which version of a
 * program is in force at a time. How often it is asked, and by which timestamps up to the watermark, changes no row.
 *
 * <p>What goes in:
 *
 * <ul>
 *   <li>{@link dev.milepost.milestones.model.ask.AskMilestone}, identified by program, ask and occurrence: when the occurrence
 *       was <em>first</em> reached, with the guards' context at that time, as the fold of the user's milestones knows it. A
 *       refund, or a rejected referral, that un-reaches it later, or moves another into its place, changes nothing here: it was
 *       right to ask. A late
 *       event that shows that it was reached at another time, or by a user in another state, is the same identity again
 *       ({@code accept}); that it never was, {@code retract}. Its value is what the pattern's number had come to then, for the
 *       copy of the ask.
 *   <li>{@link dev.milepost.milestones.model.ask.AskDue}, identified by these and a time: the user when it may be due, by the delay
 *       of each arm; told at that time, and again where a late event changes it.
 *   <li>{@link dev.milepost.milestones.model.ask.ReferralRisk}: each verdict on a referral of which the user is the advocate, from
 *       when on a program has an ask with {@code risk_at_most}; none of before is remembered, but one that
 *       is taken ahead of the programs of its time. A guard goes by those from when on
 *       its own program has such an ask: what another program asks changes nothing.
 * </ul>
 *
 * <p>What comes out, in {@link dev.milepost.milestones.model.ask.Asked}: {@code rows}, to the table of asks, those with a
 * {@code turn} ({@code ASKED}, and {@code WITHDRAWN} of what was asked) to the topic of asks as well; {@code exposures}, to their
 * table, one for each user and experiment, never taken back.
 *
 * <h2>What is decided when</h2>
 *
 * <p>At the milestone's time, in the order of (time, ask_id), by the version in force then: {@code NOT_ASKED} with the first
 * guard that stops it and what all guards up to it saw, {@code HELD_OUT}, or {@code ASKED} with the arm and
 * {@code sendAtMillis}; and the exposure. None of that depends on the arm, so that arms are of like people. An ask that is not of
 * a version in force is not decided.
 *
 * <p>When an ask is due whose arm waits, before what is reached at that time: the guards are asked again, by the version in
 * force then, the user as they are then, and what has gone out by then. Only now is the outside told, so that what must not go
 * out never does: the row goes again, with a {@code turn}; or it is {@code WITHDRAWN} with the guard as reason
 * ({@code not_in_force}: the program has ended, or has the ask no more), and was never told. The exposure stays.
 *
 * <p>Cooldown and quotas count, of all programs, what went out at the time when it did, those held out at their milestone's, and
 * what waits at the time when it is due; what never went out counts no more.
 *
 * <p>Late: what should not have been asked is {@code WITHDRAWN}, what should have been is asked now, never on top of others;
 * both are marked. So is what was settled when it was due, and the first ask of a user whose milestone is heard of behind the
 * watermark.
 *
 * <h2>What it remembers</h2>
 *
 * <p>Milestones ahead; what was told as asked or held out, for 400 days (about 120 bytes each; asks are rare by their guards),
 * then one number for each ask and category; what was not asked, and the user at the times when asks were due, for the
 * lateness; the verdicts of the last 90 days, one for each referral; each experiment's id once. A timer of its own sweeps it, once
 * a day at most.
 */
package dev.milepost.milestones.model.ask;
