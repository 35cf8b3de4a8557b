package dev.milepost.runtime.clickhouse;

import java.util.List;
import java.util.Map;

/** Answers queries over the views. */
@FunctionalInterface
public interface Views {

    /**
     * The rows of a query, column to text; SQL's NULL is null.
     *
     * @param values for places <code>{name:String}</code>, as people gave them
     */
    List<Map<String, String>> rows(String sql, Map<String, String> values) throws ClickHouseFailure;

    /** Those that a client reaches. */
    static Views of(ClickHouseClient client) {
        return (sql, values) -> client.query(sql, PlaceValues.escaped(values));
    }
}
