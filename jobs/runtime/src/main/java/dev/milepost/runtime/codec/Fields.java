package dev.milepost.runtime.codec;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The fields that codecs are made of: varints (zig-zag LEB128), short texts, lists, what may be missing. */
public final class Fields {

    /** How much memory is taken on the word of a length alone. */
    private static final int CHUNK = 1 << 16;

    private Fields() {}

    /** Writes {@code value} zig-zag encoded in 1 to 10 bytes; small magnitudes are short. */
    public static void writeLong(long value, DataOutput out) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        // Four groups of seven bits at once: a call for each byte is most of what a time costs.
        for (; rest >>> 28 != 0; rest >>>= 28) {
            out.writeInt((int) (((rest & 0x7F) | 0x80) << 24
                    | ((rest >>> 7 & 0x7F) | 0x80) << 16
                    | ((rest >>> 14 & 0x7F) | 0x80) << 8
                    | ((rest >>> 21 & 0x7F) | 0x80)));
        }
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
        }
        out.writeByte((int) rest);
    }

    public static long readLong(DataInput in) throws IOException {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = in.readByte();
            raw |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new IOException("A varint runs over 10 bytes: the bytes are corrupt");
    }

    public static void writeInt(int value, DataOutput out) throws IOException {
        writeLong(value, out);
    }

    public static int readInt(DataInput in) throws IOException {
        long value = readLong(in);
        if (value != (int) value) {
            throw new IOException(value + " stands where an int should: the bytes are corrupt");
        }
        return (int) value;
    }

    /** Writes a text in UTF-8 behind its length; {@code null} is kept apart from the empty text. */
    public static void writeText(String value, DataOutput out) throws IOException {
        if (value == null) {
            writeLong(-1, out);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeLong(bytes.length, out);
        out.write(bytes);
    }

    public static String readText(DataInput in) throws IOException {
        int length = readInt(in);
        return switch (length) {
            case -1 -> null;
            case 0 -> "";
            default -> new String(readFully(length, in), StandardCharsets.UTF_8);
        };
    }

    /**
     * Reads what {@link #writeText} wrote, of texts that come again and again: names of topics, tables, channels, and the
     * people of the moment. They are mostly the same instance, so that state holds each once.
     */
    public static String readName(DataInput in) throws IOException {
        int length = readInt(in);
        return switch (length) {
            case -1 -> null;
            case 0 -> "";
            default -> Names.of(readFully(length, in));
        };
    }

    public static void writeBytes(byte[] value, DataOutput out) throws IOException {
        writeLong(value.length, out);
        out.write(value);
    }

    public static byte[] readBytes(DataInput in) throws IOException {
        return readFully(readInt(in), in);
    }

    /** Takes the memory as the bytes come, so that a corrupt length cannot take it all. */
    private static byte[] readFully(int length, DataInput in) throws IOException {
        if (length < 0) {
            throw new IOException("A length is " + length + ": the bytes are corrupt");
        }
        byte[] bytes = new byte[Math.min(length, CHUNK)];
        int filled = 0;
        while (filled < length) {
            if (filled == bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(length, 2L * filled));
            }
            try {
                in.readFully(bytes, filled, bytes.length - filled);
            } catch (EOFException e) {
                throw new IOException("The bytes end before a length of " + length + ": they are corrupt", e);
            }
            filled = bytes.length;
        }
        return bytes;
    }

    /** Writes one element; see {@link #writeList}. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** Reads one element; see {@link #readList}. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInput in) throws IOException;
    }

    /** Writes whether there is a value, then the value; see {@link #readOptional}. */
    public static <T> void writeOptional(T value, Writer<? super T> writer, DataOutput out) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writer.write(value, out);
        }
    }

    /** Reads a value; {@code null} where there was none. */
    public static <T> T readOptional(Reader<? extends T> reader, DataInput in) throws IOException {
        return in.readBoolean() ? reader.read(in) : null;
    }

    public static <T> void writeList(List<T> values, Writer<? super T> writer, DataOutput out) throws IOException {
        writeLong(values.size(), out);
        for (T value : values) {
            writer.write(value, out);
        }
    }

    public static <T> List<T> readList(Reader<? extends T> reader, DataInput in) throws IOException {
        int size = readInt(in);
        if (size < 0) {
            throw new IOException("A list has " + size + " elements: the bytes are corrupt");
        }
        List<T> values = new ArrayList<>(Math.min(size, CHUNK));
        for (int i = 0; i < size; i++) {
            values.add(reader.read(in));
        }
        return values;
    }
}
