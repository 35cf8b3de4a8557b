/**
 * What outsiders say of referrals, and whether there are any such: verdicts and reviews wait for the lateness, as long as their
 * referral may still come to be bound.
 */
package dev.milepost.milestones.model.judgement;
