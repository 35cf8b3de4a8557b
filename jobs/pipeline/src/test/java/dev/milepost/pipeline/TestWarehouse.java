package dev.milepost.pipeline;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** A migrated warehouse on the real engine, behind its front, in this process. */
final class TestWarehouse implements AutoCloseable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

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
        TableContract contract = Tables.named(table);
        List<SpecificRecord> records = new ArrayList<>();
        for (Map<String, String> row :
                client.query("SELECT * FROM " + Migrator.STORE + "." + table + " FINAL WHERE is_deleted = 0")) {
            SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, contract.schema());
            for (Schema.Field field : contract.schema().getFields()) {
                record.put(field.pos(), parse(field.schema(), row.get(field.name())));
            }
            records.add(record);
        }
        return records;
    }

    private static Object parse(Schema schema, String text) {
        if (schema.getType() == Schema.Type.UNION) {
            return text == null ? null : parse(schema.getTypes().get(1), text);
        }
        if (schema.getLogicalType() != null && schema.getLogicalType().getName().equals("timestamp-millis")) {
            return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
        }
        return switch (schema.getType()) {
            case LONG -> Long.parseLong(text);
            case INT -> Integer.parseInt(text);
            case BOOLEAN -> text.equals("true") || text.equals("1");
            case BYTES -> new BigDecimal(text);
            default -> text;
        };
    }

    /** The instant of a column of milliseconds. */
    static Instant instant(String text) {
        return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        client.close();
        front.close();
        engine.close();
    }
}
