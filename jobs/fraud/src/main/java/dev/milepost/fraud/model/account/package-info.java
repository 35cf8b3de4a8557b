/**
 * What is known of each user, and when their referral is assessed: sightings of identifiers, the referral, its money and its silence.
 *
 * <p>An {@link dev.milepost.fraud.model.account.AccountBook} takes facts in as they come, and decides them once event time has
 * passed them, in (time, kind, identity) order. An assessment goes to the advocate, and asks the referee's identifiers and the rings
 * for what they know at its time.
 *
 * <p>What people and banks say of the referral is its label: it is told to the referee's identifiers and the rings, and changes later
 * assessments alone ({@code Labelling}).
 */
package dev.milepost.fraud.model.account;
