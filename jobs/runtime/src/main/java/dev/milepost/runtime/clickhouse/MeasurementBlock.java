package dev.milepost.runtime.clickhouse;

import java.util.List;

/**
 * Rows of {@code pipeline_metrics}, as one insert takes them. The table has no contract in Avro, because no event and no job
 * writes it. For one thread.
 */
public final class MeasurementBlock {

    /** The table in {@link Migrator#STORE}. */
    public static final String TABLE = "pipeline_metrics";

    static final List<Column> COLUMNS = List.of(
            new Column("recorded_at", "DateTime64(3, 'UTC')"),
            new Column("job", "LowCardinality(String)"),
            new Column("operator", "LowCardinality(String)"),
            new Column("subtask", "Int32"),
            new Column("metric", "LowCardinality(String)"),
            new Column("value", "Float64"));

    private final RowBuffer rows = new RowBuffer();
    private int count;

    /**
     * Adds a row.
     *
     * @param recordedAtMillis when it was measured, in milliseconds since 1970
     * @param operator empty of what is the whole job's
     * @param subtask which of the operator's parallel instances; -1 of what is the whole job's
     * @param value finite
     */
    public void add(long recordedAtMillis, String job, String operator, int subtask, String metric, double value) {
        rows.writeLong(recordedAtMillis);
        rows.writeText(job);
        rows.writeText(operator);
        rows.writeInt(subtask);
        rows.writeText(metric);
        rows.writeLong(Double.doubleToLongBits(value));
        count++;
    }

    /** How many rows it has. */
    public int rows() {
        return count;
    }

    /** Inserts the rows, once. */
    public void insertBy(ClickHouseClient client, String deduplicationToken) throws ClickHouseFailure {
        client.insert(TABLE, header(), rows.toByteArray(), deduplicationToken);
    }

    private static byte[] header() {
        RowBuffer header = new RowBuffer();
        header.writeCount(COLUMNS.size());
        COLUMNS.forEach(column -> header.writeText(column.name()));
        COLUMNS.forEach(column -> header.writeText(column.type()));
        return header.toByteArray();
    }
}
