package dev.milepost.cli.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.Tables;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The rows of a warehouse that its views show, as records of their tables' contracts: without revision. */
final class StoredRows {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private static final ObjectMapper JSON = new ObjectMapper();

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
        List<SpecificRecord> records = new ArrayList<>();
        String columns = schema.getFields().stream()
                .map(field -> isNested(field) ? "toJSONString(" + field.name() + ") AS " + field.name() : field.name())
                .collect(Collectors.joining(", "));
        String sql = "SELECT " + columns + " FROM " + Migrator.STORE + "." + table
                + " FINAL WHERE is_deleted = 0 AND revision >=" + " (SELECT max(floor) FROM " + Migrator.STORE
                + ".generations) * 1099511627776";
        for (Map<String, String> row : client.query(sql)) {
            SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
            for (Schema.Field field : schema.getFields()) {
                record.put(field.pos(), parse(field.schema(), row.get(field.name())));
            }
            records.add(record);
        }
        return records;
    }

    private static boolean isNested(Schema.Field field) {
        return field.schema().getType() == Schema.Type.MAP || field.schema().getType() == Schema.Type.ARRAY;
    }

    private static Object json(String text, Class<?> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The warehouse's own JSON cannot be read: " + text, e);
        }
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
            case MAP -> json(text, Map.class);
            case ARRAY -> json(text, List.class);
            default -> text;
        };
    }
}
