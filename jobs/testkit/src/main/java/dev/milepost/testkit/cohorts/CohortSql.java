package dev.milepost.testkit.cohorts;

import dev.milepost.schemas.row.CustomerRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;

/**
 * Queries over the views {@code events}, {@code credits}, {@code bindings} and {@code asks} that answer what rows the tables of
 * cohorts must hold, nothing of them kept that is nothing.
 */
public enum CohortSql {
    SIZES("cohort_sizes"),
    CELLS("cohort_cells"),
    /** Without segment and country, which events do not carry. */
    CUSTOMERS("customers"),
    VALUES("customer_values");

    private final String table;

    CohortSql(String table) {
        this.table = table;
    }

    /** Which table's rows it answers, by their columns. */
    public String table() {
        return table;
    }

    /** The query. */
    public String text() {
        return definitions() + resource(name().toLowerCase(Locale.ROOT) + ".sql");
    }

    /** What the queries rest on: sales, refunds and who is bound, as the head of a query. */
    public static String definitions() {
        return resource("cohorts.sql");
    }

    /** Rows of these tables as the queries answer them: events do not say what a signup says of segment and country. */
    public static List<SpecificRecord> shown(Collection<? extends SpecificRecord> rows) {
        for (SpecificRecord row : rows) {
            if (row instanceof CustomerRow customer) {
                customer.setSegment("");
                customer.setCountry("");
            }
        }
        return List.copyOf(rows);
    }

    private static String resource(String name) {
        try (InputStream in = CohortSql.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
