package dev.milepost.attribution.reconcile;

import java.util.Map;

/**
 * A conversion or credit that the warehouse shows and events do not give, or the other way round, or that the two do not
 * say the same of. A side that is absent has weight and amount 0, and no words.
 *
 * @param model first, last or linear; {@link #CONVERSION} where it is of {@code milepost.conversions}
 * @param touchId empty in the row of a conversion, and of a credit for one without touches
 * @param difference the columns that differ, or that one side is missing
 * @param expectedNanos weight by the events, in parts of 1e-9
 * @param foundNanos weight in the warehouse, in parts of 1e-9
 * @param expectedMinor amount by the events, minor units
 * @param foundMinor amount in the warehouse, minor units
 * @param expected the columns that differ, each with its value by the events: {@code channel search, weight 0.5}
 * @param found the same in the warehouse
 */
public record Difference(
        String userId,
        String conversionId,
        String model,
        String touchId,
        String difference,
        long expectedNanos,
        long foundNanos,
        long expectedMinor,
        long foundMinor,
        String expected,
        String found) {

    /** Stands for the model in a difference of a conversion itself. */
    public static final String CONVERSION = "(conversion)";

    /** What it is of: two comparisons that tell of the same credit or conversion give the same. */
    record Key(String userId, String conversionId, String model, String touchId) {}

    Key key() {
        return new Key(userId, conversionId, model, touchId);
    }

    static Difference of(Map<String, String> row) {
        return new Difference(
                row.get("user_id"),
                row.get("conversion_id"),
                row.get("model"),
                row.get("touch_id"),
                row.get("difference"),
                Long.parseLong(row.get("expected_nanos")),
                Long.parseLong(row.get("found_nanos")),
                Long.parseLong(row.get("expected_minor")),
                Long.parseLong(row.get("found_minor")),
                row.get("expected"),
                row.get("found"));
    }
}
