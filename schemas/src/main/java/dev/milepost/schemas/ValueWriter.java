package dev.milepost.schemas;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * Writes values of one schema in Avro's binary encoding (Avro specification, "Binary Encoding"): what Avro's own writer
 * writes, maps in the order of their keys. Chosen once for each field, so that nothing is looked up for a value; it is
 * several times as fast, and every event passes here.
 */
@FunctionalInterface
interface ValueWriter {

    /**
     * Adds a value to the buffer.
     *
     * @throws ClassCastException where it is of another type
     * @throws NullPointerException where there is none, and one must be
     * @throws org.apache.avro.AvroRuntimeException where it is a decimal that the schema has no room for, or an enum's
     *     symbol that it lacks
     */
    void write(Object value, CanonicalWriter.Buffer out);

    /**
     * The writer of a schema's values.
     *
     * @throws IllegalArgumentException where no contract of ours has used such a schema yet
     */
    static ValueWriter of(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return switch (schema.getType()) {
            case STRING -> (value, out) -> out.writeText((String) value);
            case BOOLEAN -> (value, out) -> out.write((Boolean) value ? 1 : 0);
            case INT ->
                logical instanceof LogicalTypes.Date
                        ? (value, out) -> out.writeLong(((LocalDate) value).toEpochDay())
                        : ofNumber(schema, logical == null, (value, out) -> out.writeLong((Integer) value));
            case LONG ->
                logical instanceof LogicalTypes.TimestampMillis
                        ? (value, out) -> out.writeLong(((Instant) value).toEpochMilli())
                        : ofNumber(schema, logical == null, (value, out) -> out.writeLong((Long) value));
            case DOUBLE -> (value, out) -> writeDouble((Double) value, out);
            case BYTES -> ofDecimal(schema);
            case ENUM -> (value, out) -> out.writeLong(schema.getEnumOrdinal(((Enum<?>) value).name()));
            case MAP -> ofMap(of(schema.getValueType()));
            case ARRAY -> ofArray(of(schema.getElementType()));
            case UNION -> ofNullable(schema);
            default -> throw unknown(schema);
        };
    }

    private static ValueWriter ofNumber(Schema schema, boolean plain, ValueWriter writer) {
        if (!plain) {
            throw unknown(schema);
        }
        return writer;
    }

    /** The little end first. */
    private static void writeDouble(double value, CanonicalWriter.Buffer out) {
        long bits = Double.doubleToLongBits(value);
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            out.write((int) (bits >>> shift));
        }
    }

    private static ValueWriter ofDecimal(Schema schema) {
        if (!(schema.getLogicalType() instanceof LogicalTypes.Decimal decimal)) {
            throw unknown(schema);
        }
        Conversions.DecimalConversion conversion = new Conversions.DecimalConversion();
        return (value, out) -> {
            ByteBuffer bytes = conversion.toBytes((BigDecimal) value, schema, decimal);
            out.writeLong(bytes.remaining());
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
        };
    }

    private static ValueWriter ofMap(ValueWriter values) {
        return (value, out) -> {
            Map<?, ?> map = (Map<?, ?>) value;
            if (!map.isEmpty()) {
                out.writeLong(map.size());
                (map.size() > 1 ? new TreeMap<>(map) : map).forEach((key, element) -> {
                    out.writeText((String) key);
                    values.write(element, out);
                });
            }
            out.writeLong(0);
        };
    }

    private static ValueWriter ofArray(ValueWriter elements) {
        return (value, out) -> {
            List<?> list = (List<?>) value;
            if (!list.isEmpty()) {
                out.writeLong(list.size());
                for (Object element : list) {
                    elements.write(element, out);
                }
            }
            out.writeLong(0);
        };
    }

    /** Every union of ours is of null and one other. */
    private static ValueWriter ofNullable(Schema union) {
        List<Schema> types = union.getTypes();
        if (types.size() != 2 || !union.isNullable()) {
            throw unknown(union);
        }
        int none = types.get(0).getType() == Schema.Type.NULL ? 0 : 1;
        ValueWriter present = of(types.get(1 - none));
        return (value, out) -> {
            out.writeLong(value == null ? none : 1 - none);
            if (value != null) {
                present.write(value, out);
            }
        };
    }

    private static IllegalArgumentException unknown(Schema schema) {
        return new IllegalArgumentException(
                "No contract has used the type " + schema + " before: teach ValueWriter to write it");
    }
}
