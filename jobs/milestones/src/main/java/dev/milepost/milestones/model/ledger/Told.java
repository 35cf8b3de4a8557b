package dev.milepost.milestones.model.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a ledger decided in one go. */
public final class Told {

    private final List<LedgerEntry> entries = new ArrayList<>();
    private final Map<String, RewardRow> rows = new LinkedHashMap<>();
    private final List<RefusedPayout> refused = new ArrayList<>();

    /**
     * A payout that fits no reward.
     *
     * @param reason {@code unknown} (or forgotten), {@code currency_differs}, {@code not_released}, {@code voided},
     *     {@code expired}, {@code nothing_paid}, {@code amount_too_large}
     */
    public record RefusedPayout(LedgerFact.Payout payout, String reason) {}

    /** In the order in which they were made: by their moment, then by reward, then along each chain. */
    public List<LedgerEntry> entries() {
        return entries;
    }

    /** The last row of each reward that changed. */
    public Collection<RewardRow> rows() {
        return rows.values();
    }

    public List<RefusedPayout> refused() {
        return refused;
    }

    /** Takes in what one moment brought, by reward. */
    void moment(List<LedgerEntry> made) {
        made.sort(Comparator.comparing(LedgerEntry::rewardId));
        entries.addAll(made);
    }

    void row(RewardRow row) {
        rows.put(row.rewardId(), row);
    }

    void refuse(LedgerFact.Payout payout, String reason) {
        refused.add(new RefusedPayout(payout, reason));
    }
}
