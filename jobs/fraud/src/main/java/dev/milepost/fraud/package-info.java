/**
 * Fraud: how likely a referral is fraud, and why.
 *
 * <p>The generic half knows tables of numbers and nothing of referrals: detectors ({@link dev.milepost.fraud.model.detect}),
 * measures ({@link dev.milepost.fraud.model.measure}), and their evaluation on labelled files
 * ({@link dev.milepost.fraud.evaluate}).
 *
 * <p>The other half is a chain of rooms, each plain Java behind the watermark ({@link dev.milepost.fraud.FraudTopology} has the
 * picture), in the order in which an assessment passes them:
 *
 * <ol>
 *   <li>{@link dev.milepost.fraud.model.account}: what is known of a user, and when their referral is assessed
 *   <li>{@link dev.milepost.fraud.model.lookup}: identifiers ({@link dev.milepost.fraud.model.identifier}) and rings
 *       ({@link dev.milepost.fraud.model.ring}) answer
 *   <li>{@link dev.milepost.fraud.model.advocate}: the assessment, its answers and the advocate's other referees are evidence
 *   <li>{@link dev.milepost.fraud.model.segment}: evidence becomes signals ({@link dev.milepost.fraud.model.signal}) against what is
 *       usual
 *   <li>{@link dev.milepost.fraud.model.verdict}: signals become a score that explains itself
 *       ({@link dev.milepost.fraud.model.score})
 *   <li>{@link dev.milepost.fraud.model.outcome}: what became of it teaches the weights ({@link dev.milepost.fraud.model.learn})
 *   <li>{@link dev.milepost.fraud.model.review}: cases that people decide
 * </ol>
 *
 * <p>Each room keeps what it hears until event time has passed it, and then hears it in (time, kind, id) order
 * ({@link dev.milepost.fraud.model.order}); what comes late counts when it comes, and judges nothing anew. Times are event times in
 * milliseconds, money is in minor units, scores are shares.
 */
package dev.milepost.fraud;
