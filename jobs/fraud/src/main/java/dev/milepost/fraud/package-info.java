/**
 * Fraud detection: how likely a referral is fraud, and why.
 *
 * <p>The generic half knows tables of numbers and nothing of referrals: detectors ({@link dev.milepost.fraud.model.detect}),
 * measures ({@link dev.milepost.fraud.model.measure}), and their evaluation on labelled files
 * ({@link dev.milepost.fraud.evaluate}). The other half knows referrals and nothing of streams: signals
 * ({@link dev.milepost.fraud.model.signal}), the score that explains itself ({@link dev.milepost.fraud.model.score}), and learning
 * its weights from labels ({@link dev.milepost.fraud.model.learn}). Times are event times in milliseconds, money is in minor
 * units, scores are shares.
 */
package dev.milepost.fraud;
