package dev.milepost.pipeline;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.schemas.Tables;
import dev.milepost.testkit.RowText;
import dev.milepost.testkit.TableKeys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A migrated warehouse on the real engine, behind its front, in this process. */
final class TestWarehouse implements AutoCloseable {

    private static final long FIRST = FoldSettings.firstRevision(1);

    private final EmbeddedClickHouse engine;
    private final int port;
    private final ClickHouseClient client;
    private ClickHouseFront front;

    TestWarehouse() {
        engine = EmbeddedClickHouse.openTemporary();
        front = ClickHouseFront.start(engine, 0);
        port = front.port();
        client = ClickHouseClient.of(url(), "", "");
        Migrator.migrate(client);
    }

    ClickHouseUrl url() {
        return ClickHouseUrl.parse(front.jdbcUrl());
    }

    PipelineRun.Warehouse warehouse() {
        return new PipelineRun.Warehouse(url(), "", "");
    }

    ClickHouseClient client() {
        return client;
    }

    /** The server dies; what it has stored stays. */
    void stopServer() {
        front.close();
    }

    void startServer() {
        front = ClickHouseFront.start(engine, port);
    }

    /** One figure. */
    String value(String sql) throws ClickHouseFailure {
        Map<String, String> row = client.query(sql).get(0);
        return row.values().iterator().next();
    }

    long count(String sql) throws ClickHouseFailure {
        return Long.parseLong(value(sql));
    }

    /** The visible rows of a table, without their revision. */
    List<SpecificRecord> rows(String table) throws ClickHouseFailure {
        return answer("SELECT * FROM " + Migrator.STORE + "." + table + " FINAL WHERE is_deleted = 0", table);
    }

    /** Puts rows of tables in, each as the only one of its key. */
    void insert(Collection<? extends SpecificRecord> records) throws ClickHouseFailure, IOException {
        Map<String, ByteArrayOutputStream> rows = new TreeMap<>();
        Map<String, RowEncoder> encoders = new TreeMap<>();
        for (SpecificRecord record : records) {
            RowEncoder encoder =
                    encoders.computeIfAbsent(TableKeys.table(record), table -> RowEncoder.of(record.getSchema()));
            rows.computeIfAbsent(TableKeys.table(record), table -> new ByteArrayOutputStream())
                    .write(encoder.encode(record, FIRST, false).bytes());
        }
        for (Map.Entry<String, ByteArrayOutputStream> table : rows.entrySet()) {
            client.insert(
                    table.getKey(),
                    encoders.get(table.getKey()).header(),
                    table.getValue().toByteArray(),
                    UUID.randomUUID().toString());
        }
    }

    /** Empties a table; with events what the server has filled from them. */
    void truncate(String table) throws ClickHouseFailure {
        client.execute("TRUNCATE TABLE " + Migrator.STORE + "." + table);
        if (table.equals("events")) {
            for (String filled : Tables.FILLED_BY_THE_SERVER) {
                truncate(filled);
            }
        }
    }

    /** What a query answers, as rows of a table; columns that it does not name are empty texts. */
    List<SpecificRecord> answer(String sql, String table) throws ClickHouseFailure {
        Schema schema = Tables.named(table).schema();
        return client.query(sql).stream()
                .map(row -> RowText.record(schema, row))
                .toList();
    }

    @Override
    public void close() {
        client.close();
        front.close();
        engine.close();
    }
}
