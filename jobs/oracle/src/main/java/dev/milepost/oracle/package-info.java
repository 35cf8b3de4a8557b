/**
 * Milestones, asks, rewards and their ledger answered once more, in batch, from the written semantics alone: plain Java over the
 * whole sorted log, slow and simple. Programs are read by {@code jobs/programs}, which is the language; whose a click is and
 * who referred whom comes from testkit's oracle of attribution, when a pattern completes from its oracle of patterns. No
 * line is shared with the jobs; whatever the two disagree on is an error in one of them or in the text.
 *
 * <pre>
 *   log ─► Users: what each did, and whose referral they are ─► Subjects: what a user, referral, advocate or account sees
 *   programs ─► Rulebook: each pattern through the versions that hold it      │
 *                                   └──────► Milestones: all moments at which something stands, by subject ◄┘
 *                                                │                                    │
 *                                              Asks                            ledger.Ledger ◄── orders, verdicts, reviews, payouts
 * </pre>
 */
package dev.milepost.oracle;
