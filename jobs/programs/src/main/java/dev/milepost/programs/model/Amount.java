package dev.milepost.programs.model;

import java.io.Serializable;
import java.util.Map;

/** How much an effect gives. */
public sealed interface Amount extends Serializable {

    /** {@code amount: 20.00}: always the same, in minor units. */
    record Constant(long minor) implements Amount {}

    /**
     * {@code percent: 20, of: amount, max: 50.00}: rounded down to the minor unit.
     *
     * @param millionths of a percent point: 20 % is 20,000,000
     * @param of the field of the completing event: amount, mrr or arr
     * @param maxMinor Long.MAX_VALUE: no maximum
     */
    record Percent(long millionths, String of, long maxMinor) implements Amount {}

    /**
     * {@code table: {by: city, of: {london: 15.00, paris: 12.00}, else: 10.00}}: by a field of the completing event.
     *
     * @param otherwiseMinor what others get; null: nothing, and the grant is skipped with that reason
     */
    record Table(String by, Map<String, Long> minor, Long otherwiseMinor) implements Amount {
        public Table {
            minor = Map.copyOf(minor);
        }
    }

    /**
     * {@code units: 500, unit: MB}: not money; an entitlement, a gift or a task for a person is one unit of what it is.
     *
     * @param millionths how many
     * @param unit its name, which stands where money has its currency
     */
    record Units(long millionths, String unit) implements Amount {}
}
