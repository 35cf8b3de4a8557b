/**
 * What becomes of a referred user's orders, for the ledger of the program: the fold of one user over their purchases and their
 * referral.
 *
 * <pre>
 *   order, renewal ────────────────────────────┐
 *   refund, chargeback, refund_cancelled ──────┼─ OrderModel, by user ─► OrderFact: gross, refunded, charged back, by that moment
 *   referral.bound, referral.qualified ────────┘
 * </pre>
 *
 * <p>A fact for each refund, chargeback and cancelled one of an order that its user made since their signup, where they are bound
 * to an advocate: in the program of that referral. Its time is that of the latest event it rests on. So what came before the sale,
 * or before the evidence that bound the user, is told as one fact, of the sale's moment or the evidence's.
 *
 * <p>What has become of the order by which the referral qualified is told once more under the referral itself, for rewards whose
 * own event names no order; since when that it qualified is known.
 *
 * <ul>
 *   <li>Of two sales of an order the earliest counts.
 *   <li>A refund counts once by its refund_id, by the earliest of them, no matter whether a refund or a chargeback; none of another
 *       currency than the sale's, none further from the sale than the horizon.
 *   <li>A cancellation undoes its refund_id, whichever comes first.
 *   <li>What stands is counted in the order of time up to gross, refunds and chargebacks together.
 * </ul>
 *
 * <p>State: 60 bytes of each user who is bound, as many where they qualified; about 100 for each purchase: of a referred order until a day behind the horizon
 * after its sale (400 d), of any other as long as a binding may still come (24 h). Of an order without a sale (one that is forgotten among them)
 * until the horizon after the last of what is there.
 */
package dev.milepost.milestones.model.order;
