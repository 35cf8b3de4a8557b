package dev.milepost.runtime.codec;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The fields that codecs are made of: varints (zig-zag LEB128), short texts, lists. */
public final class Fields {

    private Fields() {}

    /** Writes {@code value} zig-zag encoded in 1 to 10 bytes; small magnitudes are short. */
    public static void writeLong(long value, DataOutputView out) throws IOException {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            out.writeByte((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.writeByte((int) rest);
    }

    public static long readLong(DataInputView in) throws IOException {
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

    public static void writeInt(int value, DataOutputView out) throws IOException {
        writeLong(value, out);
    }

    public static int readInt(DataInputView in) throws IOException {
        return Math.toIntExact(readLong(in));
    }

    /** Writes a text in UTF-8 behind its length; {@code null} is kept apart from the empty text. */
    public static void writeText(String value, DataOutputView out) throws IOException {
        if (value == null) {
            writeLong(-1, out);
            return;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        writeLong(bytes.length, out);
        out.write(bytes);
    }

    public static String readText(DataInputView in) throws IOException {
        int length = readInt(in);
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static void writeBytes(byte[] value, DataOutputView out) throws IOException {
        writeLong(value.length, out);
        out.write(value);
    }

    public static byte[] readBytes(DataInputView in) throws IOException {
        byte[] bytes = new byte[readInt(in)];
        in.readFully(bytes);
        return bytes;
    }

    /** Writes one element; see {@link #writeList}. */
    @FunctionalInterface
    public interface Writer<T> {
        void write(T value, DataOutputView out) throws IOException;
    }

    /** Reads one element; see {@link #readList}. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(DataInputView in) throws IOException;
    }

    public static <T> void writeList(List<T> values, Writer<? super T> writer, DataOutputView out) throws IOException {
        writeLong(values.size(), out);
        for (T value : values) {
            writer.write(value, out);
        }
    }

    public static <T> List<T> readList(Reader<? extends T> reader, DataInputView in) throws IOException {
        int size = readInt(in);
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(reader.read(in));
        }
        return values;
    }
}
