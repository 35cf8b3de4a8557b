package dev.milepost.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Rows as ClickHouse writes them, read as records of their tables' contracts. */
public final class RowText {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final ObjectMapper JSON = new ObjectMapper();

    private RowText() {}

    /**
     * The record of a row.
     *
     * @param row texts by column, null of a null; arrays and maps as JSON; a column that is missing is an empty text
     */
    public static SpecificRecord record(Schema schema, Map<String, String> row) {
        SpecificRecord record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), row.containsKey(field.name()) ? parse(field.schema(), row.get(field.name())) : "");
        }
        return record;
    }

    /** The instant of a column of milliseconds. */
    public static Instant instant(String text) {
        return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    }

    private static Object parse(Schema schema, String text) {
        if (schema.getType() == Schema.Type.UNION) {
            return text == null ? null : parse(schema.getTypes().get(1), text);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return instant(text);
        }
        if (schema.getLogicalType() instanceof LogicalTypes.Date) {
            return LocalDate.parse(text);
        }
        return switch (schema.getType()) {
            case LONG -> Long.parseLong(text);
            case INT -> Integer.parseInt(text);
            case BOOLEAN -> text.equals("true") || text.equals("1");
            case DOUBLE -> Double.parseDouble(text);
            case BYTES -> new BigDecimal(text);
            case MAP -> json(text, Map.class);
            case ARRAY -> json(text, List.class);
            default -> text;
        };
    }

    private static Object json(String text, Class<?> type) {
        try {
            return JSON.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The warehouse's own JSON cannot be read: " + text, e);
        }
    }
}
