/**
 * The desk at which cases are worked on: verdicts and reviews wait for event time to pass them, then go to the
 * {@link dev.milepost.fraud.model.review.CaseBook} of their program in one order, whatever the order they come in.
 */
package dev.milepost.fraud.model.desk;
