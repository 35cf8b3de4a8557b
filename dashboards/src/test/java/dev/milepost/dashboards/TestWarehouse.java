package dev.milepost.dashboards;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.engine.EngineRequest;
import dev.milepost.engine.EngineResult;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;

/** A migrated warehouse for a test, empty or with the seed. */
final class TestWarehouse implements Warehouse, AutoCloseable {

    /** When the seed ends. */
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-07-01T00:00:00Z"), ZoneOffset.UTC);

    private static final Map<String, String> SETTINGS = Map.of(
            "date_time_output_format",
            "unix_timestamp",
            "output_format_json_quote_denormals",
            "1",
            "session_timezone",
            "UTC");

    private static final Pattern NO_NUMBER = Pattern.compile("[\\[,]\\s*\"-?(?:nan|inf)\"");

    private final EmbeddedClickHouse engine = EmbeddedClickHouse.openTemporary();

    private TestWarehouse() {
        try (ClickHouseFront front = ClickHouseFront.start(engine, 0);
                ClickHouseClient client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "")) {
            Migrator.migrate(client);
        }
    }

    static TestWarehouse empty() {
        return new TestWarehouse();
    }

    static TestWarehouse seeded() {
        TestWarehouse warehouse = new TestWarehouse();
        for (String statement : resource("seed.sql").split(";\\s*\n", -1)) {
            if (!statement.isBlank()) {
                warehouse.execute(statement);
            }
        }
        return warehouse;
    }

    void execute(String... statements) {
        engine.execute(statements);
    }

    /** Refuses numbers that are none: Grafana shows NaN, and infinite bars. */
    @Override
    public Frame ask(String sql) {
        EngineRequest request = new EngineRequest(sql, "JSONCompact", "default", SETTINGS, Map.of());
        try (EngineResult result = engine.run(request)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            result.writeTo(out);
            if (NO_NUMBER.matcher(out.toString(StandardCharsets.UTF_8)).find()) {
                throw new InvalidDashboardException("A number is none, or infinite: divide by nullIf(…, 0) in " + sql);
            }
            return Frame.of(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String resource(String name) {
        try (InputStream in = TestWarehouse.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
