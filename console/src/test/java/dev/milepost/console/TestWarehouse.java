package dev.milepost.console;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The real engine with Milepost's tables and views, empty. */
public final class TestWarehouse implements AutoCloseable {

    private final EmbeddedClickHouse engine;
    private final ClickHouseFront front;
    private final ClickHouseClient client;

    private TestWarehouse() {
        engine = EmbeddedClickHouse.openTemporary();
        front = ClickHouseFront.start(engine, 0);
        client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "");
    }

    public static TestWarehouse open() {
        SharedReviewWorld.end();
        TestWarehouse warehouse = new TestWarehouse();
        Migrator.migrate(warehouse.client);
        return warehouse;
    }

    /** With the seed of the dashboards, which ends on 1 July 2026. */
    public static TestWarehouse seeded() throws IOException {
        TestWarehouse warehouse = open();
        try (InputStream in = TestWarehouse.class.getResourceAsStream("/dev/milepost/dashboards/seed.sql")) {
            for (String statement : new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";\\s*\n", -1)) {
                if (!statement.isBlank()) {
                    warehouse.execute(statement);
                }
            }
        }
        return warehouse;
    }

    public void execute(String... statements) {
        engine.execute(statements);
    }

    public Reads reads() {
        return new Reads(client);
    }

    @Override
    public void close() {
        client.close();
        front.close();
        engine.close();
    }
}
