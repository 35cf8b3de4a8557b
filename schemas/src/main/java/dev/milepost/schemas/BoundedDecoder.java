package dev.milepost.schemas;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads Avro's binary encoding (Avro specification, "Binary Encoding") from an array that may hold anything.
 *
 * <p>Unlike Avro's own decoder it believes no length: a text, a byte string or a collection longer than the bytes that
 * are left is refused before anything is allocated for it. It is strict where Avro is lax: a boolean is 0 or 1, a text
 * is sound UTF-8, a varint has no more bits than its type.
 */
final class BoundedDecoder extends Decoder {

    private byte[] bytes = {};
    private int position;
    private int end;
    private int index;

    BoundedDecoder over(byte[] source, int from) {
        bytes = source;
        position = from;
        end = source.length;
        return this;
    }

    int position() {
        return position;
    }

    int remaining() {
        return end - position;
    }

    /** Which branch of a union, or symbol of an enum, was named last. */
    int index() {
        return index;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        byte value = next();
        if (value != 0 && value != 1) {
            throw new IOException("a boolean is 0 or 1, found " + value);
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("an int has 32 bits, found " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte part = next();
            if (shift == 63 && (part & 0x7E) != 0) {
                break;
            }
            raw |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new IOException("a number runs over 64 bits");
    }

    @Override
    public float readFloat() throws IOException {
        int from = take(Float.BYTES);
        return ByteBuffer.wrap(bytes, from, Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getFloat();
    }

    @Override
    public double readDouble() throws IOException {
        int from = take(Double.BYTES);
        return ByteBuffer.wrap(bytes, from, Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .getDouble();
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        int from = take(length);
        String text = new String(bytes, from, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') >= 0) {
            requireSoundUtf8(from, length);
        }
        return text;
    }

    /** The lenient constructor puts U+FFFD for what it cannot read; a text may also hold one rightly. */
    private void requireSoundUtf8(int from, int length) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
        } catch (CharacterCodingException e) {
            throw new IOException("a text of " + length + " bytes is not UTF-8", e);
        }
    }

    @Override
    public void skipString() throws IOException {
        take(length());
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        int length = length();
        int from = take(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void skipBytes() throws IOException {
        take(length());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        index = readInt();
        return index;
    }

    @Override
    public int readIndex() throws IOException {
        index = readInt();
        return index;
    }

    @Override
    public long readArrayStart() throws IOException {
        return blockCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return blockCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipBlocks();
    }

    @Override
    public long readMapStart() throws IOException {
        return blockCount();
    }

    @Override
    public long mapNext() throws IOException {
        return blockCount();
    }

    @Override
    public long skipMap() throws IOException {
        return skipBlocks();
    }

    /** Elements in the next block. Each takes at least a byte: none of our collections holds values without bytes. */
    private long blockCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLong();
        }
        if (count < 0 || count > remaining()) {
            throw new EOFException("a collection of " + count + " elements, but " + remaining() + " bytes are left");
        }
        return count;
    }

    /** Skips blocks that carry their size; of one that does not, returns the number of elements to skip one by one. */
    private long skipBlocks() throws IOException {
        while (true) {
            long count = readLong();
            if (count >= 0) {
                if (count > remaining()) {
                    throw new EOFException(
                            "a collection of " + count + " elements, but " + remaining() + " bytes are left");
                }
                return count;
            }
            take(length());
        }
    }

    private int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException("a length of " + length + " bytes, but " + remaining() + " are left");
        }
        return (int) length;
    }

    private int take(int length) throws EOFException {
        if (length > remaining()) {
            throw new EOFException(length + " bytes are needed, but " + remaining() + " are left");
        }
        int from = position;
        position += length;
        return from;
    }

    private byte next() throws EOFException {
        if (position == end) {
            throw new EOFException("the bytes end within a value");
        }
        return bytes[position++];
    }
}
