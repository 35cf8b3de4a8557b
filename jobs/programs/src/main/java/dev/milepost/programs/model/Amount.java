package dev.milepost.programs.model;

import java.io.Serializable;
import java.util.List;

/** How much an effect gives: minor units of money, or millionths of the effect's unit. */
public sealed interface Amount extends Serializable {

    /** {@code amount: 20.00}, or {@code units: 500, unit: MB}: always the same. */
    record Constant(long quantity) implements Amount {}

    /**
     * {@code percent: 20, of: amount, max: 50.00}: of money, rounded down to the minor unit.
     *
     * @param millionths of a percent point: 20 % is 20,000,000
     * @param of the field of the completing event: amount, mrr or arr
     * @param maxMinor Long.MAX_VALUE: no maximum
     */
    record Percent(long millionths, Measure of, long maxMinor) implements Amount {}

    /**
     * {@code table: {by: city, of: {london: 15.00, paris: 12.00}, else: 10.00}}: by a field of the completing event.
     *
     * @param rows in the file's order; the keys differ
     * @param otherwise what others get; null: nothing, and the grant is skipped with that reason
     */
    record Table(String by, List<Row> rows, Long otherwise) implements Amount {
        public Table {
            rows = List.copyOf(rows);
        }

        /** What an event gives whose field has that text, which may be null; null: nothing. */
        public Long of(String text) {
            if (text != null) {
                for (Row row : rows) {
                    if (row.key().matches(text)) {
                        return row.quantity();
                    }
                }
            }
            return otherwise;
        }
    }

    /** One line of a table. */
    record Row(Condition.Literal key, long quantity) implements Serializable {}
}
