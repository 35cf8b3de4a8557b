/**
 * What live experiments are read from, decided in plain Java.
 *
 * <pre>
 *   referral.bound, sales, refunds ── RefereeModel, by referee ─► what each brings its advocate ─┐
 *                                                                                                ▼
 *   exposed, own sales and refunds, opted_out ─────────────────────────────────── UnitModel, by user
 *                                                                                                │ Unit: arm, outcomes, covariate
 *                                                                                                ▼
 *                                                    ExperimentSums, by experiment: exact moments by arm and metric
 *                                                                                                │
 *                                                                                                ▼
 *                                                            Reading: what the statistics conclude
 * </pre>
 *
 * <p>A <em>unit</em> is a user whom an ask put in an arm, asked or held out, whatever became of the ask: intention to treat. What a
 * unit adds is a fact; where it changes, the earlier one is taken out of the sums and the later one put in, so late events,
 * refunds and referrals that move to another advocate leave nothing behind, and the order of events never matters.
 *
 * <ul>
 *   <li>The <em>horizon</em> is (exposed_at, exposed_at + horizon], by the program's version that exposed. A unit has outcomes once
 *       event time has passed its end, so that they are whole; until then it is only counted as exposed.
 *   <li>Own net revenue: orders and renewals of the horizon less what refunds and chargebacks of the horizon take off orders, in the
 *       currency of the program; what is in another currency, or of a program without one, is not counted. A cancelled refund takes nothing off, whenever it
 *       was cancelled.
 *   <li>Referred signups: signups of the horizon that are bound to the unit. Referred buyers: referees bound to it whose first order
 *       or renewal from their signup on is in the horizon. Referred net revenue: what all its referees buy from their signup on, as
 *       above.
 *   <li>Guardrails: own retention, an order or renewal of the horizon in whatever currency; opt-out, an {@code opted_out} of the
 *       horizon. Each is 0 or 1.
 *   <li>The covariate of all metrics is the gross of own orders and renewals in the 90 days before the exposure, which itself is not
 *       in them, in that currency. Gross, because only what happened before an exposure may count: a refund of before may be
 *       cancelled after it.
 *   <li>Contamination: signups in the horizon of held-out units that are bound to them, whether the horizon is over or not.
 *   <li>Planned: the sum, over the exposures, of the share that the file gives each arm. Exposures of all are held against it.
 * </ul>
 */
package dev.milepost.experiments.model;
