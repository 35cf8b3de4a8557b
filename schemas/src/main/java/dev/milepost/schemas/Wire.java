package dev.milepost.schemas;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as bytes, as they are in Kafka: Avro's single-object encoding (Avro specification, "Single-object encoding"):
 * the marker C3 01, the schema's fingerprint in 8 bytes, little end first, then the body. Bytes of any version that was
 * ever published are read into the current classes.
 *
 * <p>Equal records give equal bytes. An instance keeps buffers and readers for reuse: it is cheap to have, and is for
 * one thread at a time. Operators make theirs when they open.
 */
public final class Wire {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int HEADER = 10;

    private final CanonicalWriter writer = new CanonicalWriter();
    private final Map<Class<?>, byte[]> headers = new HashMap<>();
    private final Map<Long, Reading> readings = new HashMap<>();
    private final BoundedDecoder decoder = new BoundedDecoder();
    private final PublishedSchemas schemas;
    private Reading last;

    /** Reads what any release has written, and writes by the current schemas. */
    public Wire() {
        this(PublishedSchemas.get());
    }

    Wire(PublishedSchemas schemas) {
        this.schemas = schemas;
    }

    /**
     * The record in single-object encoding, by its current schema.
     *
     * @throws IllegalArgumentException if a field's value does not fit the schema: the caller's error
     */
    public byte[] encode(SpecificRecord record) {
        byte[] header = headers.computeIfAbsent(record.getClass(), type -> header(record.getSchema()));
        CanonicalWriter.Buffer buffer = writer.start();
        buffer.writeBytes(header);
        writer.write(record);
        return buffer.toByteArray();
    }

    /** Reads a record of any published version into its current class. */
    public SpecificRecord decode(byte[] bytes) throws WireException {
        if (bytes == null) {
            throw undecodable("there are no bytes", null);
        }
        if (bytes.length < HEADER || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
            throw undecodable(
                    "a record begins with C3 01 and a fingerprint of 8 bytes, these " + bytes.length
                            + " bytes do not: they are not in Avro's single-object encoding",
                    null);
        }
        return reading((long) LONG.get(bytes, 2)).read(bytes, decoder);
    }

    /** Reads a record that must be an event of that stream. */
    public SpecificRecord decode(StreamContract expected, byte[] bytes) throws WireException {
        SpecificRecord record = decode(bytes);
        if (record.getClass() != expected.type()) {
            throw new WireException(
                    WireException.Kind.WRONG_STREAM,
                    "the stream " + expected.stream() + " carries "
                            + expected.schema().getName() + " records, found a "
                            + record.getSchema().getName(),
                    null);
        }
        return record;
    }

    private Reading reading(long fingerprint) throws WireException {
        Reading known = last;
        if (known != null && known.fingerprint == fingerprint) {
            return known;
        }
        known = readings.get(fingerprint);
        if (known == null) {
            PublishedSchemas.Published published = schemas.find(fingerprint);
            if (published == null) {
                throw new WireException(
                        WireException.Kind.UNKNOWN_SCHEMA,
                        String.format(
                                "no published schema has the fingerprint %016x: the producer is of a later release,"
                                        + " or of none of ours",
                                fingerprint),
                        null);
            }
            known = new Reading(fingerprint, published);
            readings.put(fingerprint, known);
        }
        last = known;
        return known;
    }

    private static byte[] header(Schema schema) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) 0xC3;
        header[1] = 1;
        LONG.set(header, 2, SchemaNormalization.parsingFingerprint64(schema));
        return header;
    }

    private static WireException undecodable(String words, Throwable cause) {
        return new WireException(WireException.Kind.UNDECODABLE, words, cause);
    }

    /** How bytes of one writer's schema are read. */
    private static final class Reading {

        private final long fingerprint;
        private final SpecificDatumReader<SpecificRecord> reader;
        private final Schema current;
        /** Precision by position of the fields that hold a decimal; 0 elsewhere. Avro leaves it unchecked. */
        private final int[] precisions;

        Reading(long fingerprint, PublishedSchemas.Published published) {
            this.fingerprint = fingerprint;
            this.current = published.current();
            this.reader = new SpecificDatumReader<>(
                    published.writer(), published.current(), SpecificData.getForClass(published.type()));
            this.precisions = current.getFields().stream()
                    .mapToInt(field -> precision(field.schema()))
                    .toArray();
        }

        SpecificRecord read(byte[] bytes, BoundedDecoder decoder) throws WireException {
            decoder.over(bytes, HEADER);
            SpecificRecord record;
            try {
                record = reader.read(null, decoder);
            } catch (IOException | RuntimeException e) {
                // Avro shows bad indexes of unions and enums by whatever exception its arrays throw.
                throw undecodable(
                        "not a " + current.getName() + ": near byte " + decoder.position() + " of " + bytes.length
                                + ", " + e.getMessage(),
                        e);
            }
            if (decoder.remaining() > 0) {
                throw undecodable(
                        "the " + current.getName() + " ends at byte " + decoder.position() + ", but "
                                + decoder.remaining() + " more follow",
                        null);
            }
            checkDecimals(record);
            return record;
        }

        private void checkDecimals(SpecificRecord record) throws WireException {
            for (int i = 0; i < precisions.length; i++) {
                if (precisions[i] > 0
                        && record.get(i) instanceof BigDecimal value
                        && value.precision() > precisions[i]) {
                    throw undecodable(
                            "the field " + current.getFields().get(i).name() + " of " + current.getName() + " has "
                                    + value.precision() + " digits, at most " + precisions[i] + " are allowed",
                            null);
                }
            }
        }

        private static int precision(Schema type) {
            if (type.getType() == Schema.Type.UNION) {
                return type.getTypes().stream()
                        .mapToInt(Reading::precision)
                        .max()
                        .orElse(0);
            }
            return type.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getPrecision() : 0;
        }
    }
}
