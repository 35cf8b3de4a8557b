package dev.milepost.testkit.scenario;

import java.time.Instant;
import java.util.List;

/**
 * A reward, and its whole chain in the ledger.
 *
 * @param state that of the last entry; null where it was not granted
 * @param skippedAt when it would have been granted; null where it was
 * @param reason why it was not granted; null where the script does not say, or it was
 * @param entries none where it was not granted
 * @param line where the script says it
 */
public record ExpectedReward(
        RewardName name, EntryKind state, Instant skippedAt, String reason, List<Entry> entries, int line) {

    /** What an entry does. */
    public enum EntryKind {
        EARNED,
        HELD,
        RELEASED,
        PAID,
        VOIDED,
        EXPIRED,
        REVERSED
    }

    /**
     * One entry.
     *
     * @param quantity null: 0
     * @param reason null where the script does not say
     * @param lateCorrection a decision that had been told was corrected
     * @param knownAt when it could be known; null where the script does not say
     */
    public record Entry(
            Instant effectiveAt,
            EntryKind kind,
            Quantity quantity,
            String reason,
            boolean lateCorrection,
            Instant knownAt,
            int line) {

        public long minor() {
            return quantity == null ? 0 : quantity.minor();
        }
    }

    public ExpectedReward {
        entries = List.copyOf(entries);
    }
}
