package dev.milepost.simulator;

/**
 * An entry that must come into the ledger, once its time has passed.
 *
 * @param step EARNED, HELD, RELEASED, PAID, VOIDED or REVERSED
 * @param amountMinor what it adds to what is owed: minor units, or millionths of a unit
 * @param currency ISO 4217, or the unit
 */
record ExpectedEntry(
        String program,
        String rule,
        String rewardId,
        String side,
        String step,
        long amountMinor,
        String currency,
        long effectiveMillis) {}
