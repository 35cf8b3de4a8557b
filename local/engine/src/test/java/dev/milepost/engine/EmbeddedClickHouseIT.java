package dev.milepost.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine and its HTTP front under ClickHouse's own JDBC driver and client. */
final class EmbeddedClickHouseIT {
    private static EmbeddedClickHouse engine;
    private static ClickHouseFront front;

    @BeforeAll
    static void open() {
        engine = EmbeddedClickHouse.openTemporary();
        front = ClickHouseFront.start(engine, 0);
    }

    @AfterAll
    static void close() {
        front.close();
        engine.close();
    }

    @BeforeEach
    void emptyDatabase() {
        engine.execute("DROP DATABASE IF EXISTS shop SYNC", "CREATE DATABASE shop");
    }

    @Test
    void jdbcCreatesInsertsInBatchesAndSelects() throws SQLException {
        try (Connection connection = DriverManager.getConnection(front.jdbcUrl());
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE shop.orders (id UInt64, buyer String, at DateTime64(3)) ENGINE = MergeTree ORDER BY id");
            try (PreparedStatement insert =
                    connection.prepareStatement("INSERT INTO shop.orders (id, buyer, at) VALUES (?, ?, ?)")) {
                for (int i = 0; i < 1_000; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "O'Neill; \\ \n\t— " + i);
                    insert.setString(3, "2026-03-01 10:00:00.123");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (ResultSet rows = statement.executeQuery("SELECT id, buyer, at FROM shop.orders WHERE id = 999")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(999);
                assertThat(rows.getString(2)).isEqualTo("O'Neill; \\ \n\t— 999");
                assertThat(rows.getString(3)).startsWith("2026-03-01 10:00:00.123");
                assertThat(rows.next()).isFalse();
            }
            try (ResultSet rows = statement.executeQuery("SELECT id FROM shop.orders WHERE id > 5000")) {
                assertThat(rows.next()).isFalse();
            }
            assertThat(engine.query("SELECT count(), sum(id) FROM shop.orders")).isEqualTo("1000\t499500");
        }
    }

    @Test
    void jdbcSurfacesClickHousesErrorCode() throws SQLException {
        try (Connection connection = DriverManager.getConnection(front.jdbcUrl());
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM shop.absent"))
                    .isInstanceOfSatisfying(
                            SQLException.class,
                            e -> assertThat(e.getErrorCode()).isEqualTo(60))
                    .hasMessageContaining("shop.absent");
        }
    }

    @Test
    void clientInsertsAMillionBinaryRowsExactlyAndARepeatedTokenNothing() throws Exception {
        engine.execute("CREATE TABLE shop.cells (id UInt64, v UInt64) ENGINE = MergeTree ORDER BY id"
                + " SETTINGS non_replicated_deduplication_window = 100");
        byte[] rows = twoColumns(1_000_000);
        try (Client client = client()) {
            for (int attempt = 0; attempt < 2; attempt++) {
                InsertSettings settings = new InsertSettings().setDeduplicationToken("block-1");
                try (InsertResponse response = client.insert(
                                "shop.cells",
                                new ByteArrayInputStream(rows),
                                ClickHouseFormat.RowBinaryWithNamesAndTypes,
                                settings)
                        .get(60, TimeUnit.SECONDS)) {
                    assertThat(response.getWrittenRows()).isEqualTo(1_000_000);
                }
                assertThat(engine.query("SELECT count(), sum(id), sum(v) FROM shop.cells"))
                        .isEqualTo("1000000\t499999500000\t999999000000");
            }
        }
        assertThat(engine.directory().resolve(".spool")).isEmptyDirectory();
    }

    @Test
    void eightThreadsInsertAndSelectAtOnce() throws Exception {
        engine.execute("CREATE TABLE shop.mixed (thread UInt8, n UInt32) ENGINE = MergeTree ORDER BY (thread, n)");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> runs = new ArrayList<>();
        try (Client client = client()) {
            for (int thread = 0; thread < 8; thread++) {
                int t = thread;
                runs.add(threads.submit(() -> {
                    for (int n = 0; n < 25; n++) {
                        byte[] row = (t + "\t" + n + "\n").getBytes(StandardCharsets.UTF_8);
                        client.insert("shop.mixed", new ByteArrayInputStream(row), ClickHouseFormat.TabSeparated)
                                .get(30, TimeUnit.SECONDS)
                                .close();
                        assertThat(client.queryAll("SELECT count() AS c FROM shop.mixed WHERE thread = " + t)
                                        .get(0)
                                        .getLong("c"))
                                .isEqualTo(n + 1L);
                    }
                    return null;
                }));
            }
            for (Future<?> run : runs) {
                run.get(120, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(engine.query("SELECT count() FROM shop.mixed")).isEqualTo("200");
    }

    private static Client client() {
        return new Client.Builder()
                .addEndpoint(front.endpoint())
                .setUsername("default")
                .setPassword("")
                .build();
    }

    /** RowBinaryWithNamesAndTypes of (id, v = 2 · id), both UInt64. */
    private static byte[] twoColumns(int rows) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(2);
        for (String text : new String[] {"id", "v", "UInt64", "UInt64"}) {
            out.write(text.length());
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
        ByteBuffer body = ByteBuffer.allocate(rows * 16).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < rows; i++) {
            body.putLong(i).putLong(2 * i);
        }
        out.write(body.array());
        return out.toByteArray();
    }
}
