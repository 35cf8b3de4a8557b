package dev.milepost.runtime.clickhouse.sink;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a row of RowBinaryWithNamesAndTypes back, so that a person can be shown one that the server refused. Texts,
 * numbers, times, enums (as their numbers), and Nullable, LowCardinality, Array and Map of them.
 */
final class RowBinaryReader {

    private RowBinaryReader() {}

    /**
     * The row's columns by name, in order, as values that JSON has, times in ISO 8601.
     *
     * @throws IOException if the row is not one of that header, or has a type that is not read here
     */
    static Map<String, Object> read(byte[] header, byte[] row) throws IOException {
        try {
            ByteBuffer head = ByteBuffer.wrap(header);
            int columns = length(head);
            List<String> names = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                names.add(text(head));
            }
            ByteBuffer in = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
            Map<String, Object> values = new LinkedHashMap<>();
            for (String name : names) {
                values.put(name, value(text(head), in));
            }
            if (in.hasRemaining()) {
                throw new IOException(in.remaining() + " bytes stand behind the row's last column");
            }
            return values;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("The row ends before its last column", e);
        }
    }

    private static Object value(String type, ByteBuffer in) throws IOException {
        int open = type.indexOf('(');
        String name = open < 0 ? type : type.substring(0, open);
        String inner = open < 0 ? "" : type.substring(open + 1, type.length() - 1);
        return switch (name) {
            case "String" -> text(in);
            case "FixedString" -> text(in, Integer.parseInt(inner));
            case "Bool" -> in.get() != 0;
            case "Int8", "Enum8" -> in.get();
            case "UInt8" -> in.get() & 0xFF;
            case "Int16", "Enum16" -> in.getShort();
            case "UInt16" -> in.getShort() & 0xFFFF;
            case "Int32" -> in.getInt();
            case "UInt32" -> in.getInt() & 0xFFFF_FFFFL;
            case "Int64" -> in.getLong();
            case "UInt64" -> new BigInteger(Long.toUnsignedString(in.getLong()));
            case "Int128" -> wide(in);
            case "Float32" -> in.getFloat();
            case "Float64" -> in.getDouble();
            case "Date" -> LocalDate.ofEpochDay(in.getShort() & 0xFFFF).toString();
            case "Date32" -> LocalDate.ofEpochDay(in.getInt()).toString();
            case "DateTime" -> Instant.ofEpochSecond(in.getInt() & 0xFFFF_FFFFL).toString();
            case "DateTime64" ->
                time(in.getLong(), Integer.parseInt(parts(inner).get(0)));
            case "Decimal" -> decimal(parts(inner), in);
            case "LowCardinality" -> value(inner, in);
            case "Nullable" -> in.get() != 0 ? null : value(inner, in);
            case "Array" -> array(inner, in);
            case "Map" -> map(parts(inner), in);
            default -> throw new IOException("Columns of type " + type + " are not read here");
        };
    }

    private static String time(long value, int digits) {
        long unit = BigInteger.TEN.pow(digits).longValueExact();
        long nanos = Math.floorMod(value, unit) * (1_000_000_000L / unit);
        return Instant.ofEpochSecond(Math.floorDiv(value, unit), nanos).toString();
    }

    private static BigDecimal decimal(List<String> precisionAndScale, ByteBuffer in) throws IOException {
        int precision = Integer.parseInt(precisionAndScale.get(0));
        int scale = Integer.parseInt(precisionAndScale.get(1));
        if (precision <= 9) {
            return BigDecimal.valueOf(in.getInt(), scale);
        }
        return precision <= 18 ? BigDecimal.valueOf(in.getLong(), scale) : new BigDecimal(wide(in), scale);
    }

    private static BigInteger wide(ByteBuffer in) {
        byte[] bytes = new byte[16];
        for (int i = bytes.length - 1; i >= 0; i--) {
            bytes[i] = in.get();
        }
        return new BigInteger(bytes);
    }

    private static List<Object> array(String type, ByteBuffer in) throws IOException {
        int size = length(in);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(value(type, in));
        }
        return values;
    }

    private static Map<String, Object> map(List<String> types, ByteBuffer in) throws IOException {
        int size = length(in);
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            String key = String.valueOf(value(types.get(0), in));
            values.put(key, value(types.get(1), in));
        }
        return values;
    }

    /** Splits a type's arguments at the commas that stand outside of brackets. */
    private static List<String> parts(String arguments) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(arguments.substring(start, i).trim());
                start = i + 1;
            }
        }
        parts.add(arguments.substring(start).trim());
        return parts;
    }

    private static String text(ByteBuffer in) throws IOException {
        return text(in, length(in));
    }

    private static String text(ByteBuffer in, int length) throws IOException {
        if (length > in.remaining()) {
            throw new IOException("A text of " + length + " bytes stands where " + in.remaining() + " are left");
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** An unsigned LEB128, as ClickHouse writes lengths. */
    private static int length(ByteBuffer in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte part = in.get();
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                if (value > Integer.MAX_VALUE) {
                    break;
                }
                return (int) value;
            }
        }
        throw new IOException("A length runs over 31 bits");
    }
}
