package dev.milepost.schemas;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a record's Avro binary body so that equal content always gives equal bytes: maps are written in the order of
 * their keys ({@link String#compareTo}). Reuses its buffer; for one thread.
 */
final class CanonicalWriter {

    private static final int KEPT_BUFFER = 64 * 1024;

    /** The writers of each class's fields, in the order of its schema. */
    private final Map<Class<?>, ValueWriter[]> fields = new HashMap<>();

    private Buffer buffer = new Buffer();

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
        ValueWriter[] writers = fields.computeIfAbsent(record.getClass(), type -> writers(record));
        int field = 0;
        try {
            for (; field < writers.length; field++) {
                writers[field].write(record.get(field), buffer);
            }
        } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "A record of " + record.getSchema().getName() + " does not fit its schema: field "
                            + record.getSchema().getFields().get(field).name() + ": " + e.getMessage(),
                    e);
        }
    }

    private static ValueWriter[] writers(SpecificRecord record) {
        return record.getSchema().getFields().stream()
                .map(field -> ValueWriter.of(field.schema()))
                .toArray(ValueWriter[]::new);
    }

    /** A growing array whose content can be looked at without copying. For one thread, so without a lock. */
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

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public void write(int value) {
            room(1);
            buf[count++] = (byte) value;
        }

        @Override
        @SuppressWarnings("UnsynchronizedOverridesSynchronized")
        public void write(byte[] from, int start, int length) {
            room(length);
            System.arraycopy(from, start, buf, count, length);
            count += length;
        }

        /** A zig-zag varint, as Avro writes int and long. */
        void writeLong(long value) {
            long rest = (value << 1) ^ (value >> 63);
            for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
                write((int) (rest & 0x7F) | 0x80);
            }
            write((int) rest);
        }

        void writeText(String value) {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            writeLong(text.length);
            write(text, 0, text.length);
        }

        private void room(int more) {
            if (more > buf.length - count) {
                buf = Arrays.copyOf(buf, Math.max(Math.addExact(count, more), 2 * buf.length));
            }
        }
    }
}
