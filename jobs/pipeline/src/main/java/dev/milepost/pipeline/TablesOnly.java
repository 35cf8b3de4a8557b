package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.Row;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Rows of some tables. */
final class TablesOnly implements FilterFunction<Row> {

    private static final long serialVersionUID = 1L;

    private final HashSet<String> tables;

    TablesOnly(Set<String> tables) {
        this.tables = new HashSet<>(tables);
    }

    DataStream<Row> of(DataStream<Row> rows) {
        return rows.filter(this).uid("tables-only").name("Rows that are asked for");
    }

    @Override
    public boolean filter(Row row) {
        return tables.contains(row.table());
    }
}
