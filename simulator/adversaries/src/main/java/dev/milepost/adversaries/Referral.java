package dev.milepost.adversaries;

/**
 * A referral that binds.
 *
 * @param cause the trace that its maker gives themselves away by; null where nobody made it up
 * @param group the scheme, the household, the spike; null where there is none
 */
record Referral(Account referee, Account advocate, Typology typology, Trace cause, String group) {}
