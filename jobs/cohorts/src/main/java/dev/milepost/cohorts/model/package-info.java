/**
 * What cohorts are made of, decided in plain Java.
 *
 * <pre>
 *   referral.bound ─────────┐
 *   asked ──────────────────┴─ PromptModel, by advocate ─► which ask came before the touch ─┐
 *                                                                                           ▼
 *   signup, order, renewal, referral.bound, acquired, refunded ───────────────── CustomerModel, by user
 *                                                                                           │ CohortFact: what the user adds
 *                                                                                           ▼   to each cell, and the customer
 *                                                                          CellSums, by cell: differences, added
 * </pre>
 *
 * <p>A <em>cohort</em> is everybody of one anchor, grain, month or week, source, program and milestone. A <em>cell</em> is a cohort in
 * one period after it and one currency. What a user adds to a cell is a fact; where it changes, the difference goes to the cell, so
 * a user who moves to another cohort takes all of theirs along, and nothing is counted twice or left behind. Sums are of longs, so
 * their order never matters.
 *
 * <ul>
 *   <li>Anchors: the first signup; the first order or renewal. What was bought before a signup counts for no period after it.
 *   <li>Grains: calendar months; weeks from Monday; 30 days of the user's own time, for cohorts of calendar months. All UTC.
 *   <li>Source: {@code referral} where the user is bound, in the program of the binding; else the channel that the first-touch
 *       model credits with the first conversion the user ever had; else {@code (none)}. The milestone is that of the advocate's
 *       latest ask, of whatever program, which went out in the 30 days before the touch that bound, itself included.
 *   <li>A refund counts in the period in which it was made, with what it takes off its order.
 * </ul>
 */
package dev.milepost.cohorts.model;
