/**
 * Who sees what: the fold of one user, between what happened to them and the subjects whose milestones it may complete.
 *
 * <pre>
 *   own events, attributes ─┐                        ┌─► the user: asks, rewards as advocate and as referee
 *   referral.bound          ├─ PersonModel, by user ─┼─► their advocate: referral.bound, referral.qualified, referral.EVENT
 *   referral.qualified      │                        └─► their account: events of its referred users
 *   the advocate's profile ─┤
 *   reviews ────────────────┘                            (both: that the referral is rejected, or approved)
 * </pre>
 *
 * <p>Only events that some rule names are told on, and decisions about a referral, whose events of later rules may count; so what no
 * program asks for costs nothing behind this fold. What is told is
 * a {@link dev.milepost.milestones.model.pattern.SubjectEvent} in versions: where a referral moves to another advocate, those
 * told to the former one come again and say that they stand no more.
 *
 * <p>The time of what is told is that of the latest event that it rests on. A click of a visitor who is identified later is
 * therefore seen at the time of the link, and a referee's order before the evidence that bound them at the time of the
 * evidence (a day after the signup at most). What is so of the advocate is seen with what the referee does from then on: of what
 * they did before, {@code referrer.F} is absent, whenever the evidence arrives.
 *
 * <p>State of a user: their attributes; of a referee the referral (about 60 bytes) and what the advocate's profile says in those
 * fields that rules compare; what they did, and what was decided about their referral, in the last day, or since their signup while
 * the referral may still be revised.
 */
package dev.milepost.milestones.model.people;
