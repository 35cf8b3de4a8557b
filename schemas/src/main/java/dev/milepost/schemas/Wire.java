package dev.milepost.schemas;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
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
    private final Map<Long, RecordReader> readers = new HashMap<>();
    private final BoundedDecoder decoder = new BoundedDecoder();
    private final PublishedSchemas schemas;
    private long lastFingerprint;
    private RecordReader last;

    /** Reads what any release has written, and writes by the current schemas. */
    public Wire() {
        this(PublishedSchemas.get());
    }

    Wire(PublishedSchemas schemas) {
        this.schemas = schemas;
    }

    /** Reads what that history has published, whatever the shipped one holds. */
    public static Wire reading(SchemaHistory history) {
        return new Wire(PublishedSchemas.of(history));
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
            throw WireException.undecodable("there are no bytes", null);
        }
        if (bytes.length < HEADER || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
            throw WireException.undecodable(
                    "a record begins with C3 01 and a fingerprint of 8 bytes, these " + bytes.length
                            + " bytes do not: they are not in Avro's single-object encoding",
                    null);
        }
        return reader((long) LONG.get(bytes, 2)).read(bytes, HEADER, decoder);
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

    private RecordReader reader(long fingerprint) throws WireException {
        if (last != null && lastFingerprint == fingerprint) {
            return last;
        }
        RecordReader known = readers.get(fingerprint);
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
            known = new RecordReader(published.writer(), published.type(), published.current());
            readers.put(fingerprint, known);
        }
        last = known;
        lastFingerprint = fingerprint;
        return known;
    }

    private static byte[] header(Schema schema) {
        byte[] header = new byte[HEADER];
        header[0] = (byte) 0xC3;
        header[1] = 1;
        LONG.set(header, 2, SchemaNormalization.parsingFingerprint64(schema));
        return header;
    }
}
