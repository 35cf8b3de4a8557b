package dev.milepost.console.security;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Lines of a file, read from its end: what comes before them is not read.
 *
 * @param texts the last first
 * @param start where the first of them begins; 0: none is before it
 */
record AuditLines(List<String> texts, long start) {

    private static final int BLOCK = 64 << 10;

    /** Of a line that no console wrote. */
    private static final int LONGEST = 1 << 20;

    /** The last lines of those that begin before a place. */
    static AuditLines before(Path path, long place, int most) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return before(file, place, most);
        }
    }

    private static AuditLines before(FileChannel file, long place, int most) throws IOException {
        long end = Math.max(0, Math.min(place, file.size()));
        List<String> texts = new ArrayList<>();
        long from = end;
        byte[] read = new byte[0];
        while (from > 0 && texts.size() < most) {
            int block = (int) Math.min(BLOCK, from);
            read = joined(bytes(file, from - block, block), read);
            from -= block;
            int stop = read.length;
            for (int i = stop - 1; i >= 0 && texts.size() < most; i--) {
                boolean isBeginning = i == 0 ? from == 0 : read[i - 1] == '\n';
                if (isBeginning || (i == 0 && stop > LONGEST)) {
                    add(texts, read, i, stop);
                    stop = i;
                }
            }
            end = from + stop;
            read = Arrays.copyOf(read, stop);
        }
        return new AuditLines(List.copyOf(texts), end);
    }

    private static void add(List<String> texts, byte[] read, int start, int stop) {
        String text = new String(read, start, stop - start, StandardCharsets.UTF_8).strip();
        if (!text.isEmpty()) {
            texts.add(text);
        }
    }

    /** Whether no line has begun that has not ended. */
    static boolean isWhole(Path path, long length) throws IOException {
        if (length == 0) {
            return true;
        }
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            return bytes(file, length - 1, 1)[0] == '\n';
        }
    }

    private static byte[] bytes(FileChannel file, long from, int count) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, from + bytes.position()) < 0) {
                throw new IOException("The record of changes became shorter while it was read.");
            }
        }
        return bytes.array();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        ByteBuffer both = ByteBuffer.allocate(first.length + second.length);
        return both.put(first).put(second).array();
    }
}
