package dev.milepost.runtime.clickhouse;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import java.nio.BufferUnderflowException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** Reads encoded rows of one table back, for a person: a row that the warehouse refused is dead-lettered as JSON. */
public final class RowDecoder {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final TableContract table;
    private final List<ColumnType> types;

    private RowDecoder(TableContract table) {
        this.table = table;
        this.types = table.schema().getFields().stream().map(ColumnType::of).toList();
    }

    /** The decoder of a table's rows. */
    public static RowDecoder of(String table) {
        return new RowDecoder(Tables.named(table));
    }

    /**
     * The columns of a row in their order, revision and is_deleted last: String, Integer, Long, Boolean, Instant,
     * BigDecimal, List, Map or null.
     *
     * @throws IllegalArgumentException if the bytes are no row of this table
     */
    public Map<String, Object> decode(byte[] row) {
        RowBytes in = new RowBytes(row);
        Map<String, Object> values = next(in);
        if (in.remaining() > 0) {
            throw new IllegalArgumentException(
                    "After a row of " + table.table() + ", " + in.remaining() + " more bytes follow");
        }
        return values;
    }

    /**
     * Rows that stand one after the other, as in a block: each as {@link #decode} gives it.
     *
     * @throws IllegalArgumentException if the bytes are no whole rows of this table
     */
    public List<Map<String, Object>> decodeAll(byte[] rows) {
        RowBytes in = new RowBytes(rows);
        List<Map<String, Object>> decoded = new ArrayList<>();
        while (in.remaining() > 0) {
            decoded.add(next(in));
        }
        return decoded;
    }

    private Map<String, Object> next(RowBytes in) {
        Map<String, Object> values = new LinkedHashMap<>();
        try {
            for (Schema.Field field : table.schema().getFields()) {
                values.put(field.name(), types.get(field.pos()).read(in));
            }
            values.put(RowEncoder.REVISION.name(), in.readLong());
            values.put(RowEncoder.IS_DELETED.name(), (int) in.readByte());
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("The bytes are no whole row of " + table.table(), e);
        }
        return values;
    }

    /** The row as one line of JSON; times in ISO-8601, decimals with all their places. */
    public String json(byte[] row) {
        Map<String, Object> values = decode(row);
        values.replaceAll((column, value) -> value instanceof Instant time ? time.toString() : value);
        try {
            return JSON.writeValueAsString(values);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A row of plain values is always JSON", e);
        }
    }

    /** The values of the row's key, for naming the row: {@code u1/order/u1/o1/t1}. */
    public String key(byte[] row) {
        Map<String, Object> values = decode(row);
        List<String> key = new ArrayList<>();
        table.key().forEach(column -> key.add(String.valueOf(values.get(column))));
        return String.join("/", key);
    }
}
