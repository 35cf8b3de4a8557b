/**
 * Worlds in which some referrals are fraud, and the truth about every referral.
 *
 * <p>{@link dev.milepost.adversaries.AdversaryWorld} plans everybody and every referral first ({@code World}), each group by an
 * {@code Actor}, and then tells each account's life as {@link dev.milepost.simulator.Story stories} that arrive as all events
 * do. So nobody can be told by how an event is spelled, by an id, or by a lateness. Everything follows from the plan: no
 * wall clock, no unordered collection, random numbers of {@link dev.milepost.simulator.Dice} only.
 *
 * <p><b>Why it is hard.</b> An adversary has a {@code Manner}: one trace that shows in nearly every referral (its
 * <em>cause</em>) and most of ten others, each in so few that it happens to honest people's circles too. Adversaries of one
 * typology do not all have its typical cause: about two thirds, by turns; the others avoid just that. A world of 12,000 users has one or
 * two of a kind, so seeds take turns with who is the first. Among the honest there
 * are look-alikes with one plain trait by nature, and a few odd circles with one trait as plain as an adversary's: printed
 * codes, a shop's tablet, a fair. So no reading alone finds a typology, and a rule for each trace pays for what it finds with
 * the honest.
 *
 * <p><b>Why it can be solved.</b> Honest people have one of these things; an adversary has the cause and several others at
 * once, dealt out evenly over their accounts. What counts is the sum.
 *
 * <p>{@code HardnessTest} holds the best single reading of each typology between .55 and .92 of the area under the curve, against
 * all honest referrals. Of ten seeds with 12,000 users it found: self_referral .89, farm .81, ring .77, slow_drip .81,
 * scripted_timing .82, refund_after_reward .91, threshold_gaming .84, orphan_clicks .89, aged_accounts .84.
 *
 * <p>This package knows the simulator and the contracts of events, and of detectors nothing: the thresholds that adversaries aim
 * at are those of the program files.
 */
package dev.milepost.adversaries;
