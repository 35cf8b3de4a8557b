package dev.milepost.fraud.backtest;

import dev.milepost.fraud.model.signal.Signal;

/**
 * What is true of one referral.
 *
 * @param typology what kind of fraud, or of honest people
 * @param cause what gives it away before all else; {@code null} where nothing is said
 * @param ring those it belongs together with have the same; empty where it belongs with nobody;
 *     {@code null} where nothing is said
 */
public record TrueReferral(
        String refereeId, String programId, boolean fraud, String typology, Signal cause, String ring) {}
