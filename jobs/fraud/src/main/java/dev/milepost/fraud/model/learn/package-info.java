/**
 * Learning weights from labels: reviews, chargebacks, refunds that the advocate's others make look like fraud, and the random audit. A
 * chargeback or a refund that is cancelled teaches no more from then on: what else is said of the referral does.
 *
 * <p>{@link dev.milepost.fraud.model.learn.Learner} remembers labelled examples in a bounded
 * {@link dev.milepost.fraud.model.learn.Reservoir} and trains at midnight of event time: a fit drawn to the experts' weights, a
 * calibration on audited labels, and a comparison with the weights that are live, on the latest examples, which neither has seen.
 * Nothing is drawn by lot: who is audited and who is forgotten is a hash, and training goes by (time, referral), so the same labels
 * make the same weights, to the bit.
 */
package dev.milepost.fraud.model.learn;
