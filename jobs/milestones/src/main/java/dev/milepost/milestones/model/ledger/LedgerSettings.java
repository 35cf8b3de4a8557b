package dev.milepost.milestones.model.ledger;

import java.io.Serializable;

/**
 * What a deployment decides about its ledgers.
 *
 * @param requireVerdict whether a referral without a verdict holds its rewards
 * @param latenessMillis how much later than its time a fact may come
 * @param retentionMillis how long a reward is kept after its last entry where nothing is owed any more: an order may be refunded
 *     as long; and how long grants are kept with their time, which is at least the longest window of a cap
 */
public record LedgerSettings(boolean requireVerdict, long latenessMillis, long retentionMillis)
        implements Serializable {

    private static final long DAY = 86_400_000L;

    public static final LedgerSettings DEFAULTS = new LedgerSettings(true, DAY, 400 * DAY);
}
