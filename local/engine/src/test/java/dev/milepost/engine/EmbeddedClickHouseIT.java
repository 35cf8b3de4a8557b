package dev.milepost.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.data.ClickHouseFormat;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import java.util.Map;
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
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int SIGSEGV = 11;

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
    void aReadOnlyStatementAsksAndChangesNothing() {
        engine.execute("CREATE TABLE shop.orders (id UInt64) ENGINE = MergeTree ORDER BY id");
        for (String statement : List.of(
                "DROP TABLE shop.orders",
                "INSERT INTO shop.orders VALUES (1)",
                "INSERT INTO shop.orders SELECT 1",
                "CREATE VIEW shop.seen AS SELECT 1",
                "ALTER TABLE shop.orders DELETE WHERE 1",
                "SET readonly = 0")) {
            assertThatThrownBy(() -> readOnly(statement))
                    .as(statement)
                    .isInstanceOfSatisfying(
                            EngineException.class, e -> assertThat(e.code()).isEqualTo(164));
        }
        assertThat(readOnly("SELECT count() FROM shop.orders SETTINGS max_threads = 1"))
                .isEqualTo("0");
        assertThat(readOnly("SHOW TABLES FROM shop")).isEqualTo("orders");
        // What comes after it is as free as before, on every connection.
        for (int i = 0; i < 2 * EmbeddedClickHouse.CONNECTIONS; i++) {
            engine.execute("INSERT INTO shop.orders VALUES (" + i + ")");
        }
        assertThat(engine.query("SELECT count() FROM shop.orders")).isEqualTo("16");
    }

    private static String readOnly(String sql) {
        EngineRequest request = new EngineRequest(
                sql, "TabSeparated", "default", Map.of("readonly", "2", "max_threads", "2"), Map.of());
        try (EngineResult result = engine.run(request)) {
            return result.text();
        }
    }

    @Test
    void colourIsTheAskersToSay() {
        assertThat(coloured("1")).contains("\u001b[");
        assertThat(coloured("0")).doesNotContain("\u001b[");
    }

    private static String coloured(String value) {
        EngineRequest request = new EngineRequest(
                "SELECT 1 AS one",
                "PrettyCompact",
                "default",
                Map.of("output_format_pretty_color", value, "readonly", "2"),
                Map.of());
        try (EngineResult result = engine.run(request)) {
            return result.text();
        }
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
                        .get(5, TimeUnit.MINUTES)) {
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
                                .get(5, TimeUnit.MINUTES)
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
                run.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(engine.query("SELECT count() FROM shop.mixed")).isEqualTo("200");
    }

    @Test
    void aReplacingTableShowsOnlyTheLastRevisionThroughItsView() {
        engine.execute(
                "CREATE TABLE shop.credits (id String, minor Int64, revision UInt64, is_deleted UInt8)"
                        + " ENGINE = ReplacingMergeTree(revision, is_deleted) ORDER BY id",
                "CREATE VIEW shop.credit SQL SECURITY DEFINER AS SELECT id, minor FROM shop.credits FINAL",
                "INSERT INTO shop.credits VALUES ('a', 10, 1, 0), ('b', 20, 1, 0)",
                "INSERT INTO shop.credits VALUES ('a', 15, 2, 0), ('b', 0, 2, 1)",
                "INSERT INTO shop.credits VALUES ('a', 12, 1, 0)");
        assertThat(engine.query("SELECT * FROM shop.credit ORDER BY id")).isEqualTo("a\t15");
        assertThat(engine.query("SELECT count() FROM shop.credits")).isEqualTo("5");
    }

    @Test
    void rowsInTheStatementsTextAreNeverCutShort() throws Exception {
        engine.execute(
                "CREATE TABLE shop.notes (id UInt32, note String DEFAULT concat('note ', toString(id))) ENGINE = MergeTree"
                        + " ORDER BY id");
        StringBuilder lines = new StringBuilder("INSERT INTO shop.notes FORMAT JSONEachRow\n");
        for (int i = 0; i < 5_000; i++) {
            lines.append("{\"id\": ").append(i).append("}\n");
        }
        assertThat(post("/", lines.toString()).statusCode()).isEqualTo(200);
        engine.execute("INSERT INTO shop.notes (note, id) VALUES ('a;\nb', 5000 + 1), ('c', 6000);");
        assertThat(engine.query(
                        "SELECT count(), max(id), anyIf(note, id = 4999), anyIf(note, id = 5001) FROM shop.notes"))
                .isEqualTo("5002\t6000\tnote 4999\ta;\\nb");
    }

    @Test
    void settingsDatabasesAndSessionsEndWithTheirStatement() throws Exception {
        engine.execute("CREATE TABLE shop.here (id UInt8) ENGINE = Memory");
        for (int i = 0; i < 2 * EmbeddedClickHouse.CONNECTIONS; i++) {
            assertThat(post("/?database=shop&max_threads=3", "SELECT getSetting('max_threads'), count() FROM here")
                            .body())
                    .isEqualTo("3\t0\n");
            post("/", "SET max_threads = 5");
            post("/", "USE shop");
            assertThat(post("/?no_such_setting=1", "SELECT 1").headers().firstValue("X-ClickHouse-Exception-Code"))
                    .contains("115");
            assertThat(post("/", "SELECT currentDatabase(), getSetting('max_threads') IN (3, 5), timezone()")
                            .body())
                    .isEqualTo("default\t0\tUTC\n");
        }
    }

    @Test
    void parametersFillPlacesAndFormatsFollowTheRequest() throws Exception {
        HttpResponse<String> response = post(
                "/?query=SELECT+%7Bwho%3AString%7D+AS+who%2C+%7Bn%3AUInt8%7D+AS+n&param_who=O%27Neill&param_n=7"
                        + "&default_format=JSONEachRow",
                "");
        assertThat(response.body()).isEqualTo("{\"who\":\"O'Neill\",\"n\":7}\n");
        assertThat(response.headers().firstValue("X-ClickHouse-Format")).contains("JSONEachRow");
        assertThat(post("/", "SELECT 1 AS one FORMAT CSVWithNames").body()).isEqualTo("\"one\"\n1\n");
        assertThat(post("/ping", "").body()).isEqualTo("Ok.\n");
    }

    @Test
    void badDataIsRefusedWithClickHousesMessageAndInsertsNothing() throws Exception {
        engine.execute("CREATE TABLE shop.strict (id UInt8) ENGINE = MergeTree ORDER BY id");
        HttpResponse<String> response = post("/?query=INSERT+INTO+shop.strict+FORMAT+TabSeparated", "1\nbad\n");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.headers().firstValue("X-ClickHouse-Exception-Code")).contains("27");
        assertThat(response.body()).startsWith("Code: 27. DB::Exception:").contains("row 2");
        assertThat(engine.query("SELECT count() FROM shop.strict")).isEqualTo("0");
    }

    @Test
    void aWebPageOfAnotherOriginIsTurnedAway() throws Exception {
        HttpRequest fromPage = HttpRequest.newBuilder(URI.create(front.endpoint()))
                .header("Origin", "https://example.org")
                .POST(HttpRequest.BodyPublishers.ofString("DROP DATABASE shop"))
                .build();
        assertThat(HTTP.send(fromPage, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        assertThat(engine.query("SELECT count() FROM system.databases WHERE name = 'shop'"))
                .isEqualTo("1");
    }

    @Test
    void aFrontStopsAndStartsAgainOnItsPortWhileTheEngineLivesOn() throws Exception {
        engine.execute(
                "CREATE TABLE shop.kept (id UInt8) ENGINE = MergeTree ORDER BY id", "INSERT INTO shop.kept VALUES (1)");
        ClickHouseFront other = ClickHouseFront.start(engine, 0);
        int port = other.port();
        URI uri = URI.create("http://127.0.0.1:" + port + "/?query=SELECT+count()+FROM+shop.kept");
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        for (int round = 0; round < 3; round++) {
            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("1\n");
            assertThatThrownBy(() -> ClickHouseFront.start(engine, port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + port);
            other.close();
            assertThatThrownBy(() -> HTTP.send(request, HttpResponse.BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
            other = ClickHouseFront.start(engine, port);
        }
        other.close();
    }

    @Test
    void aProcessHasOneEngine() {
        assertThatThrownBy(EmbeddedClickHouse::openTemporary)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(engine.directory().toString());
    }

    @Test
    void theJvmKeepsItsSignalHandlers() {
        long handler = SignalGuard.handler(SIGSEGV);
        assertThat(handler).isNotZero();
        for (int i = 0; i < 20; i++) {
            engine.execute("SET max_threads = 2"); // each takes a new connection, which resets handlers
            assertThat(SignalGuard.handler(SIGSEGV)).isEqualTo(handler);
        }
    }

    private static HttpResponse<String> post(String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(front.endpoint() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
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
