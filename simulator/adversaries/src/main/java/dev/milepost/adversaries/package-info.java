/**
 * Worlds in which some referrals are fraud, and the truth about every referral.
 */
package dev.milepost.adversaries;
