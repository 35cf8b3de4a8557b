/**
 * How likely a referral is fraud, and why: signals, detectors, an additive score with its reasons, and learning from reviews.
 *
 * <p>{@code model} decides, in plain Java. Times are event times in milliseconds, money is in minor units, scores are shares.
 */
package dev.milepost.fraud;
