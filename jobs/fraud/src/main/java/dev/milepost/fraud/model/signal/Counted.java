package dev.milepost.fraud.model.signal;

import java.util.List;

/**
 * How many of how many.
 *
 * @param hits from 0 to {@code of}
 * @param ids referrals among the hits, the latest first; at most {@link #IDS}
 */
public record Counted(int hits, int of, List<String> ids) {

    /** What a reason names. */
    static final int IDS = 5;

    public static final Counted NONE = new Counted(0, 0, List.of());

    public Counted {
        if (hits < 0 || hits > of || ids.size() > IDS) {
            throw new IllegalArgumentException(hits + " of " + of + ", " + ids.size() + " named");
        }
        ids = List.copyOf(ids);
    }
}
