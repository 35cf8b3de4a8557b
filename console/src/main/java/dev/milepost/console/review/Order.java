package dev.milepost.console.review;

import dev.milepost.schemas.event.ReviewAction;
import java.util.List;

/**
 * What somebody wants done about a case.
 *
 * @param of the case
 * @param version that they saw
 * @param referralIds what it is about; empty: all of the case
 * @param typology the kind of fraud; empty: none said
 * @param reason why, in a word; empty: none said
 * @param note why, in their own words; empty: none
 */
record Order(
        ShownCase of,
        long version,
        ReviewAction action,
        List<String> referralIds,
        String typology,
        String reason,
        String note) {

    Order {
        referralIds = List.copyOf(referralIds);
    }

    /** One without words. */
    static Order plain(ShownCase of, long version, ReviewAction action, List<String> referralIds) {
        return new Order(of, version, action, referralIds, "", "", "");
    }
}
