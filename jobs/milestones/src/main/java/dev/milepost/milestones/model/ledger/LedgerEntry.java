package dev.milepost.milestones.model.ledger;

/**
 * One line of the ledger; what was written stays.
 *
 * @param rewardId the chain that it belongs to
 * @param entryId hash of the reward, the step and, where a step may come again, its number and cause
 * @param amountMinor what it adds to what is owed: minor units, or millionths of the unit
 * @param currency ISO 4217 code, or the name of the unit
 * @param effectiveAtMillis event time; never less than that of the entry before in its chain
 * @param knownAtMillis when it could be known; never before it took effect
 * @param causeId the event behind it; of what time alone did, the reward's own
 * @param reason a word
 * @param lateCorrection whether the moment at which it takes effect had been told without it
 * @param sequence its place in the chain, from 1 on
 */
public record LedgerEntry(
        String rewardId,
        String entryId,
        Step step,
        long amountMinor,
        String currency,
        long effectiveAtMillis,
        long knownAtMillis,
        String causeId,
        String reason,
        boolean lateCorrection,
        long sequence) {}
