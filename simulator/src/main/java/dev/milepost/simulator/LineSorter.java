package dev.milepost.simulator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorts lines by time in bounded memory: full buffers go to disk as sorted runs, which are merged at the end. Lines of
 * one time keep the order in which they came.
 */
final class LineSorter implements AutoCloseable {

    private static final int SEQUENCE_BITS = 20;
    private static final int MOST_LINES = 1 << SEQUENCE_BITS;

    private final Path directory;
    private final String name;
    private final int bufferBytes;
    private final List<Path> runs = new ArrayList<>();

    private byte[] bytes = new byte[1 << 16];
    private int used;
    private int[] ends = new int[1 << 10];
    private long[] keys = new long[1 << 10];
    private int lines;
    private final OutputStream line = new LineBuffer();

    /**
     * @param directory for the runs; it exists
     * @param bufferBytes how much is held in memory
     */
    LineSorter(Path directory, String name, int bufferBytes) {
        this.directory = directory;
        this.name = name;
        this.bufferBytes = bufferBytes;
    }

    /** Where the bytes of the next line go, its line break included. */
    OutputStream line() {
        return line;
    }

    /** Ends the line. {@code millis} is at most 43 bits: the sort key. */
    void end(long millis) throws IOException {
        if (lines == ends.length) {
            ends = Arrays.copyOf(ends, lines * 2);
            keys = Arrays.copyOf(keys, lines * 2);
        }
        keys[lines] = (millis << SEQUENCE_BITS) | lines;
        ends[lines] = used;
        lines++;
        if (lines == MOST_LINES || used >= bufferBytes) {
            spill();
        }
    }

    /** Writes all lines in order, and forgets them. */
    void writeTo(OutputStream out) throws IOException {
        if (runs.isEmpty()) {
            sort();
            for (int i = 0; i < lines; i++) {
                int index = index(i);
                out.write(bytes, start(index), ends[index] - start(index));
            }
            return;
        }
        spill();
        bytes = new byte[0];
        merge(out);
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }

    private void spill() throws IOException {
        sort();
        Path run = directory.resolve(name + "-" + runs.size() + ".run");
        runs.add(run);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(run), 1 << 16))) {
            for (int i = 0; i < lines; i++) {
                int index = index(i);
                out.writeLong(keys[i] >>> SEQUENCE_BITS);
                out.writeInt(ends[index] - start(index));
                out.write(bytes, start(index), ends[index] - start(index));
            }
        }
        used = 0;
        lines = 0;
    }

    private void sort() {
        Arrays.sort(keys, 0, lines);
    }

    private int index(int rank) {
        return (int) (keys[rank] & (MOST_LINES - 1));
    }

    private int start(int index) {
        return index == 0 ? 0 : ends[index - 1];
    }

    private void merge(OutputStream out) throws IOException {
        PriorityQueue<Run> queue = new PriorityQueue<>(
                Comparator.<Run>comparingLong(run -> run.millis).thenComparingInt(run -> run.number));
        List<Run> open = new ArrayList<>();
        try {
            for (Path path : runs) {
                Run run = new Run(open.size(), path);
                open.add(run);
                if (run.next()) {
                    queue.add(run);
                }
            }
            for (Run run = queue.poll(); run != null; run = queue.poll()) {
                out.write(run.line, 0, run.length);
                if (run.next()) {
                    queue.add(run);
                }
            }
        } finally {
            for (Run run : open) {
                run.close();
            }
        }
    }

    private final class LineBuffer extends OutputStream {

        @Override
        public void write(int value) {
            reserve(1);
            bytes[used++] = (byte) value;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            reserve(length);
            System.arraycopy(source, offset, bytes, used, length);
            used += length;
        }

        private void reserve(int length) {
            if (used + length > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
            }
        }
    }

    private static final class Run {

        private final int number;
        private final DataInputStream in;
        private long millis;
        private byte[] line = new byte[1 << 10];
        private int length;

        Run(int number, Path path) throws IOException {
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path), 1 << 16));
        }

        boolean next() throws IOException {
            try {
                millis = in.readLong();
            } catch (EOFException atEnd) {
                return false;
            }
            length = in.readInt();
            if (length > line.length) {
                line = new byte[length * 2];
            }
            in.readFully(line, 0, length);
            return true;
        }

        void close() throws IOException {
            in.close();
        }
    }
}
