package dev.milepost.console;

import dev.milepost.dashboards.Frame;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.PlaceValues;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the warehouse, and cannot change it: every query is read-only, and ends after a while. */
public final class Reads {

    private static final Map<String, String> SETTINGS = Map.of("readonly", "2", "max_execution_time", "30");

    private static final Map<String, String> AS_FRAME = Map.of(
            "date_time_output_format", "unix_timestamp",
            "output_format_json_quote_64bit_integers", "1",
            "output_format_json_quote_denormals", "1",
            "max_result_rows", "100000");

    private final ClickHouseClient client;

    /**
     * Of that warehouse.
     *
     * @param client of an account that may read, by default the database {@code milepost}
     */
    public Reads(ClickHouseClient client) {
        this.client = client;
    }

    /**
     * The rows of a query, column to text; SQL's NULL is null.
     *
     * @param values what people gave, for places <code>{name:String}</code> of the query
     */
    public List<Map<String, String>> rows(String sql, Map<String, String> values) throws ClickHouseFailure {
        return client.query(sql, PlaceValues.escaped(values), SETTINGS);
    }

    /** The rows of a query, with whole numbers, truth values and lists as JSON has them. */
    public List<Map<String, Object>> objects(String sql, Map<String, String> values) throws ClickHouseFailure {
        return client.objects(sql, PlaceValues.escaped(values), SETTINGS);
    }

    /** What a panel's query answers. */
    public Frame frame(String sql) throws ClickHouseFailure {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Map<String, String> settings = new HashMap<>(SETTINGS);
        settings.putAll(AS_FRAME);
        client.copy(sql, "JSONCompact", settings, out);
        return Frame.of(out.toByteArray());
    }
}
