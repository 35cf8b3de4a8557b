/**
 * Whom to ask for a referral, in plain Java: {@link dev.milepost.milestones.model.ask.AskBook} decides for one user over all
 * programs, by time alone, as {@code model.ledger} does; {@code Guards} says what stops an ask, {@code Arms} in which arm of an
 * experiment the user is.
 */
package dev.milepost.milestones.model.ask;
