package dev.milepost.cohorts.model;

import dev.milepost.cohorts.model.CustomerEvent.Bound;
import dev.milepost.cohorts.model.PromptEvent.Asked;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is remembered of one advocate. Mutable; the elements are not.
 *
 * <p>Size: 100 bytes for each ask of the ask window, the longest window of a touch and a day; 150 for each referral of the last
 * day.
 */
public final class PromptState {

    /** By identity. */
    final Map<String, Asked> asks = new TreeMap<>();

    /** By referral_id. */
    final Map<String, Bound> referrals = new TreeMap<>();

    PromptState copy() {
        PromptState copy = new PromptState();
        copy.asks.putAll(asks);
        copy.referrals.putAll(referrals);
        return copy;
    }

    boolean isEmpty() {
        return asks.isEmpty() && referrals.isEmpty();
    }
}
