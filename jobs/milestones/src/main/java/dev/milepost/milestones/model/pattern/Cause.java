package dev.milepost.milestones.model.pattern;

import java.util.Map;

/**
 * The event that completed a pattern: of a timer, that which set it.
 *
 * @param id its event_id
 * @param knownMillis its received_at, or its time where that is later
 * @param referee whose it is, where it is one referral's; else null
 * @param orderId of a purchase, or null
 * @param currency of the money, or null
 * @param amountMinor gross, in minor units, or null
 * @param mrrMinor in minor units, or null
 * @param texts those of its fields that tables of the reward's effects read
 */
public record Cause(
        String id,
        long knownMillis,
        String referee,
        String orderId,
        String currency,
        Long amountMinor,
        Long mrrMinor,
        Map<String, String> texts) {
    public Cause {
        texts = Map.copyOf(texts);
    }
}
