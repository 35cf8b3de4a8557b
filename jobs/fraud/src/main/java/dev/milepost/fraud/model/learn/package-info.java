/**
 * Learning weights from labels: reviews, chargebacks, refunds judged as fraud, and the random audit.
 *
 * <p>{@link dev.milepost.fraud.model.learn.Learner} remembers labelled examples in a bounded
 * {@link dev.milepost.fraud.model.learn.Reservoir} and trains at midnight of event time: a fit drawn to the experts' weights, a
 * calibration on audited labels, and a comparison with the weights that are live, on the latest examples, which neither has seen.
 * Nothing is drawn by lot: who is audited and who is forgotten is a hash, and training goes by (time, referral), so the same labels
 * make the same weights, to the bit.
 */
package dev.milepost.fraud.model.learn;
