package dev.milepost.cli.chaos;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.Tables;
import dev.milepost.testkit.RowText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The rows of a warehouse that its views show, as records of their tables' contracts: without revision. */
final class StoredRows {

    private StoredRows() {}

    /** All visible rows of some tables. */
    static List<SpecificRecord> of(ClickHouseClient client, List<String> tables) throws ClickHouseFailure {
        List<SpecificRecord> rows = new ArrayList<>();
        for (String table : tables) {
            rows.addAll(of(client, table));
        }
        return rows;
    }

    private static List<SpecificRecord> of(ClickHouseClient client, String table) throws ClickHouseFailure {
        Schema schema = Tables.named(table).schema();
        String columns = schema.getFields().stream()
                .map(field -> isNested(field) ? "toJSONString(" + field.name() + ") AS " + field.name() : field.name())
                .collect(Collectors.joining(", "));
        return answer(
                client,
                "SELECT " + columns + " FROM " + Migrator.STORE + "." + table
                        + " FINAL WHERE is_deleted = 0 AND revision >=" + " (SELECT max(floor) FROM " + Migrator.STORE
                        + ".generations) * 1099511627776",
                table);
    }

    /** What a query answers, as rows of a table. */
    static List<SpecificRecord> answer(ClickHouseClient client, String sql, String table) throws ClickHouseFailure {
        Schema schema = Tables.named(table).schema();
        return client.query(sql).stream()
                .map(row -> RowText.record(schema, row))
                .toList();
    }

    private static boolean isNested(Schema.Field field) {
        return field.schema().getType() == Schema.Type.MAP || field.schema().getType() == Schema.Type.ARRAY;
    }
}
