package dev.milepost.runtime.source;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;

/** One sorted run on disk. */
final class SortRun {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final long entries;

    private SortRun(Path file, long entries) {
        this.file = file;
        this.entries = entries;
    }

    /** Something that gives entries, in order, until it gives null. */
    @FunctionalInterface
    interface Entries {
        SortEntry next() throws IOException;
    }

    /** Writes sorted entries to a new file. */
    static SortRun write(Path file, Entries sorted) throws IOException {
        long entries = 0;
        try (DataOutputViewStreamWrapper out =
                new DataOutputViewStreamWrapper(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            for (SortEntry entry = sorted.next(); entry != null; entry = sorted.next()) {
                entry.write(out);
                entries++;
            }
        }
        return new SortRun(file, entries);
    }

    long entries() {
        return entries;
    }

    Reader open() throws IOException {
        return new Reader();
    }

    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Reads a run from its start, one entry ahead. */
    final class Reader implements AutoCloseable {

        private final DataInputViewStreamWrapper in;
        private long left = entries;
        private SortEntry head;

        private Reader() throws IOException {
            in = new DataInputViewStreamWrapper(new BufferedInputStream(Files.newInputStream(file), BUFFER));
            advance();
        }

        /** The next entry, or null at the end. */
        SortEntry head() {
            return head;
        }

        void advance() throws IOException {
            head = left-- > 0 ? SortEntry.read(in) : null;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
