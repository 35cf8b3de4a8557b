package dev.milepost.runtime.clickhouse;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.schemas.Tables;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.avro.specific.SpecificRecord;

/** An empty warehouse for a test: the engine, its HTTP front and a client. */
final class Warehouse implements AutoCloseable {

    private final EmbeddedClickHouse engine;
    private ClickHouseFront front;
    private ClickHouseClient client;

    private Warehouse(EmbeddedClickHouse engine) {
        this.engine = engine;
        serve();
    }

    static Warehouse open() {
        return new Warehouse(EmbeddedClickHouse.openTemporary());
    }

    private void serve() {
        front = ClickHouseFront.start(engine, 0);
        client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "");
    }

    ClickHouseClient client() {
        return client;
    }

    /** For whoever opens it to close. */
    ClickHouseClient anotherClient() {
        return ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "");
    }

    EmbeddedClickHouse engine() {
        return engine;
    }

    /** The server dies; the client stays. */
    void stopServing() {
        front.close();
    }

    /** Without SYNC: that waits for whatever still holds a table, and a finished query may. */
    void drop() {
        engine.execute(
                "DROP DATABASE IF EXISTS milepost",
                "DROP DATABASE IF EXISTS milepost_store",
                "DROP DATABASE IF EXISTS milepost_store_b");
    }

    /** Inserts a row as the sink does. */
    void insert(SpecificRecord record, long revision, boolean deleted) throws ClickHouseFailure {
        RowEncoder encoder = RowEncoder.of(Tables.of(record).table());
        Row row = encoder.encode(record, revision, deleted);
        client.insert(row.table(), encoder.header(), row.bytes(), row.table() + revision + deleted + record.hashCode());
    }

    /** A query's answer, tab-separated. */
    String text(String sql) throws ClickHouseFailure {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        client.copy(sql, "TSVRaw", out);
        return out.toString(StandardCharsets.UTF_8).strip();
    }

    @Override
    public void close() {
        client.close();
        front.close();
        engine.close();
    }
}
