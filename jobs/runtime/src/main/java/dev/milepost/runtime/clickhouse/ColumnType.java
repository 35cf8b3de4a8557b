package dev.milepost.runtime.clickhouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * How one Avro type is a ClickHouse type, and how its values are written and read in RowBinary (ClickHouse manual,
 * "RowBinary"): numbers with the little end first, texts behind their length as LEB128, a nullable value behind one byte
 * that is 1 where it is null, arrays and maps behind the number of their elements.
 */
final class ColumnType {

    private enum Kind {
        TEXT,
        INT,
        LONG,
        DOUBLE,
        BOOL,
        DATE,
        TIMESTAMP,
        DECIMAL,
        WIDE_DECIMAL,
        WIDEST_DECIMAL,
        TEXTS,
        TEXT_BY_TEXT
    }

    private final Kind kind;
    private final boolean nullable;
    private final String name;
    private final int precision;
    private final int scale;

    private ColumnType(Kind kind, boolean nullable, String name, int precision, int scale) {
        this.kind = kind;
        this.nullable = nullable;
        this.name = nullable ? "Nullable(" + name + ")" : name;
        this.precision = precision;
        this.scale = scale;
    }

    /**
     * The column type of an Avro field; its property {@code clickhouse} names a type for a text, such as
     * {@code LowCardinality(String)}.
     *
     * @throws IllegalArgumentException if the warehouse has no type for it
     */
    static ColumnType of(Schema.Field field) {
        Schema type = field.schema();
        boolean nullable = type.getType() == Schema.Type.UNION;
        if (nullable) {
            List<Schema> branches = type.getTypes();
            if (branches.size() != 2 || !type.isNullable()) {
                throw unknown(field);
            }
            type = branches.get(branches.get(0).getType() == Schema.Type.NULL ? 1 : 0);
        }
        String declared = field.getProp("clickhouse");
        if (declared != null && type.getType() != Schema.Type.STRING) {
            throw unknown(field);
        }
        LogicalType logical = type.getLogicalType();
        return switch (type.getType()) {
            case STRING -> new ColumnType(Kind.TEXT, nullable, declared == null ? "String" : declared, 0, 0);
            case INT ->
                logical instanceof LogicalTypes.Date
                        ? new ColumnType(Kind.DATE, nullable, "Date32", 0, 0)
                        : new ColumnType(Kind.INT, nullable, "Int32", 0, 0);
            case BOOLEAN -> new ColumnType(Kind.BOOL, nullable, "Bool", 0, 0);
            case LONG ->
                logical == null
                        ? new ColumnType(Kind.LONG, nullable, "Int64", 0, 0)
                        : timestamp(field, logical, nullable);
            case DOUBLE -> new ColumnType(Kind.DOUBLE, nullable, "Float64", 0, 0);
            case BYTES -> decimal(field, logical, nullable);
            case ARRAY -> collection(field, type.getElementType(), nullable, Kind.TEXTS, "Array(String)");
            case MAP -> collection(field, type.getValueType(), nullable, Kind.TEXT_BY_TEXT, "Map(String, String)");
            default -> throw unknown(field);
        };
    }

    private static ColumnType timestamp(Schema.Field field, LogicalType logical, boolean nullable) {
        if (!(logical instanceof LogicalTypes.TimestampMillis)) {
            throw unknown(field);
        }
        return new ColumnType(Kind.TIMESTAMP, nullable, "DateTime64(3, 'UTC')", 0, 0);
    }

    private static ColumnType decimal(Schema.Field field, LogicalType logical, boolean nullable) {
        // Decimals of 10 to 18 digits are one Int64 in ClickHouse, to 38 one Int128, to 76 one Int256; others have
        // other widths.
        if (!(logical instanceof LogicalTypes.Decimal decimal)
                || decimal.getPrecision() < 10
                || decimal.getPrecision() > 76) {
            throw unknown(field);
        }
        String name = "Decimal(" + decimal.getPrecision() + ", " + decimal.getScale() + ")";
        int digits = decimal.getPrecision();
        Kind kind = digits > 38 ? Kind.WIDEST_DECIMAL : digits > 18 ? Kind.WIDE_DECIMAL : Kind.DECIMAL;
        return new ColumnType(kind, nullable, name, decimal.getPrecision(), decimal.getScale());
    }

    private static ColumnType collection(
            Schema.Field field, Schema elements, boolean nullable, Kind kind, String name) {
        if (nullable || elements.getType() != Schema.Type.STRING) {
            throw unknown(field);
        }
        return new ColumnType(kind, false, name, 0, 0);
    }

    private static IllegalArgumentException unknown(Schema.Field field) {
        return new IllegalArgumentException("The field " + field.name() + " of type " + field.schema()
                + " has no column type. Known are string, int, long, double, boolean, date, timestamp-millis, a decimal of 10 to 76"
                + " digits, each of them or null, and arrays and maps of strings");
    }

    /** The type as ClickHouse writes it in {@code system.columns}. */
    String name() {
        return name;
    }

    /**
     * Adds a value to a row.
     *
     * @throws IllegalArgumentException if the value does not fit the type
     */
    void write(Object value, RowBuffer out) {
        if (nullable) {
            out.writeByte(value == null ? 1 : 0);
            if (value == null) {
                return;
            }
        } else if (value == null) {
            throw new IllegalArgumentException("it is null, but the column " + name + " is not nullable");
        }
        switch (kind) {
            case TEXT -> out.writeText((String) value);
            case INT -> out.writeInt((Integer) value);
            case LONG -> out.writeLong((Long) value);
            case DOUBLE -> out.writeLong(Double.doubleToLongBits((Double) value));
            case BOOL -> out.writeByte((Boolean) value ? 1 : 0);
            case DATE -> out.writeInt(Math.toIntExact(((LocalDate) value).toEpochDay()));
            case TIMESTAMP -> out.writeLong(millis((Instant) value));
            case DECIMAL -> out.writeLong(unscaled((BigDecimal) value).longValueExact());
            case WIDE_DECIMAL -> writeWide(unscaled((BigDecimal) value), 2, out);
            case WIDEST_DECIMAL -> writeWide(unscaled((BigDecimal) value), 4, out);
            case TEXTS -> writeTexts((List<?>) value, out);
            case TEXT_BY_TEXT -> writeTexts((Map<?, ?>) value, out);
        }
    }

    /** So many longs, the lowest first. */
    private static void writeWide(BigInteger value, int longs, RowBuffer out) {
        for (int i = 0; i < longs; i++) {
            out.writeLong(value.shiftRight(i * Long.SIZE).longValue());
        }
    }

    private static void writeTexts(List<?> texts, RowBuffer out) {
        out.writeCount(texts.size());
        texts.forEach(text -> out.writeText((String) text));
    }

    /** In the order of the keys, so that equal maps are equal bytes. */
    private static void writeTexts(Map<?, ?> texts, RowBuffer out) {
        out.writeCount(texts.size());
        new TreeMap<>(texts).forEach((key, text) -> {
            out.writeText((String) key);
            out.writeText((String) text);
        });
    }

    /** Reads what {@link #write} wrote: a String, Integer, Long, Double, Boolean, LocalDate, Instant, BigDecimal, List, Map or null. */
    Object read(RowBytes in) {
        if (nullable && in.readByte() == 1) {
            return null;
        }
        return switch (kind) {
            case TEXT -> in.readText();
            case INT -> in.readInt();
            case LONG -> in.readLong();
            case DOUBLE -> Double.longBitsToDouble(in.readLong());
            case BOOL -> in.readByte() == 1;
            case DATE -> LocalDate.ofEpochDay(in.readInt());
            case TIMESTAMP -> Instant.ofEpochMilli(in.readLong());
            case DECIMAL -> BigDecimal.valueOf(in.readLong(), scale);
            case WIDE_DECIMAL -> new BigDecimal(readWide(2, in), scale);
            case WIDEST_DECIMAL -> new BigDecimal(readWide(4, in), scale);
            case TEXTS -> readTexts(in);
            case TEXT_BY_TEXT -> readTextByText(in);
        };
    }

    private static BigInteger readWide(int longs, RowBytes in) {
        ByteBuffer bytes = ByteBuffer.allocate(longs * Long.BYTES);
        for (int i = longs - 1; i >= 0; i--) {
            bytes.putLong(i * Long.BYTES, in.readLong());
        }
        return new BigInteger(bytes.array());
    }

    private static List<String> readTexts(RowBytes in) {
        int count = in.readCount();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(in.readText());
        }
        return texts;
    }

    private static Map<String, String> readTextByText(RowBytes in) {
        int count = in.readCount();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            texts.put(in.readText(), in.readText());
        }
        return texts;
    }

    private static long millis(Instant value) {
        try {
            return value.toEpochMilli();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("the time " + value + " is out of all range", e);
        }
    }

    private BigInteger unscaled(BigDecimal value) {
        BigDecimal exact;
        try {
            exact = value.setScale(scale);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(value + " has more than the " + scale + " decimal places of " + name, e);
        }
        if (exact.precision() > precision) {
            throw new IllegalArgumentException(value + " has more digits than " + name);
        }
        return exact.unscaledValue();
    }
}
