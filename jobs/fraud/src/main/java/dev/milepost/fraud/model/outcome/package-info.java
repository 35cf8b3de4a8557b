/**
 * What became of each referral: its signals wait for a label, and together they are an example that weights are learnt from.
 *
 * <p>It reads neither weights nor verdicts, nor cases, or the graph would have a cycle. So a label is what a reviewer's event says of
 * a referral that it names, whether or not the case took it, of one version of a case
 * the first that was said ({@link dev.milepost.fraud.model.order.ReviewTurn}); and a chargeback. Nothing else says of a refund that it is fraud: that
 * is a review's word too.
 */
package dev.milepost.fraud.model.outcome;
