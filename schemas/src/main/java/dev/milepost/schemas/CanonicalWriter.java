package dev.milepost.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a record's Avro binary body so that equal content always gives equal bytes: maps are written in the order of
 * their keys ({@link String#compareTo}). Reuses its buffers; for one thread.
 */
final class CanonicalWriter {

    private static final int KEPT_BUFFER = 64 * 1024;

    private final Map<Class<?>, SortedMapWriter> writers = new HashMap<>();
    private Buffer buffer = new Buffer();
    private BinaryEncoder encoder;

    /** Starts afresh. What follows is added to one array until the next start. */
    Buffer start() {
        if (buffer.capacity() > KEPT_BUFFER) {
            buffer = new Buffer();
        }
        buffer.reset();
        return buffer;
    }

    /**
     * Adds the body of a record to the buffer.
     *
     * @throws IllegalArgumentException if a field's value does not fit the schema: the caller's error
     */
    void write(SpecificRecord record) {
        SortedMapWriter writer = writers.computeIfAbsent(
                record.getClass(),
                type -> new SortedMapWriter(record.getSchema(), SpecificData.getForClass(record.getClass())));
        encoder = EncoderFactory.get().directBinaryEncoder(buffer, encoder);
        try {
            writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "A record of " + record.getSchema().getName() + " does not fit its schema: " + e.getMessage(), e);
        }
    }

    /** A growing array whose content can be looked at without copying. */
    static final class Buffer extends ByteArrayOutputStream {

        Buffer() {
            super(512);
        }

        byte[] array() {
            return buf;
        }

        int capacity() {
            return buf.length;
        }
    }

    private static final class SortedMapWriter extends SpecificDatumWriter<SpecificRecord> {

        SortedMapWriter(Schema schema, SpecificData data) {
            super(schema, data);
        }

        @Override
        protected void writeMap(Schema schema, Object datum, Encoder out) throws IOException {
            Map<?, ?> map = (Map<?, ?>) datum;
            super.writeMap(schema, map.size() > 1 ? new TreeMap<>(map) : map, out);
        }
    }
}
