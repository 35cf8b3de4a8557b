package dev.milepost.runtime.clickhouse;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Reads values in RowBinary, one after the other. */
final class RowBytes {

    private final ByteBuffer bytes;

    RowBytes(byte[] row) {
        bytes = ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN);
    }

    int remaining() {
        return bytes.remaining();
    }

    byte readByte() {
        return bytes.get();
    }

    int readInt() {
        return bytes.getInt();
    }

    long readLong() {
        return bytes.getLong();
    }

    String readText() {
        byte[] text = new byte[readCount()];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** An unsigned LEB128 number of bytes or elements that follow, each of a byte at least: never more than are left. */
    int readCount() {
        int value = 0;
        for (int shift = 0; shift < 32; shift += 7) {
            byte part = bytes.get();
            value |= (part & 0x7F) << shift;
            if (part >= 0) {
                return bounded(value);
            }
        }
        return bounded(-1);
    }

    private int bounded(int length) {
        if (length >= 0 && length <= bytes.remaining()) {
            return length;
        }
        throw new IllegalArgumentException("a text or a list is longer than the row: the bytes are corrupt");
    }
}
