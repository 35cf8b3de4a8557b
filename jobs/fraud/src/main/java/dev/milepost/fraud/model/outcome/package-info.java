/**
 * What became of each referral: its signals wait for a label, and together they are an example that weights are learnt from.
 *
 * <p>It reads neither weights nor verdicts, nor cases, or the graph would have a cycle. So a label is what a reviewer's event says of
 * a referral that it names, whether or not the case took it, of one version of a case
 * the first that was said ({@link dev.milepost.fraud.model.order.ReviewTurn}); a chargeback; and, where nobody says more, a refund
 * within 30 days of qualifying where the advocate's referees are refunded more than twice as often as others, by 95 % or more
 * (REFUND_AFTER_REWARD, this refund counted). One refund among few says nothing: most are honest, and learning from them all would
 * teach that honest referrals are fraud. A chargeback or a refund that is cancelled teaches no more, and what was said otherwise
 * holds again.
 */
package dev.milepost.fraud.model.outcome;
