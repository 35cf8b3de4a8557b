package dev.milepost.runtime.source;

import dev.milepost.runtime.codec.CodecSerializer;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Sorts what a source made of its records, in bounded memory: full buffers go to disk as sorted runs, which are merged
 * 64 at a time. The order is that of {@link SortEntry}.
 */
final class EventSort implements AutoCloseable {

    /** Runs merged at once: one open file and one 64 KiB buffer each. */
    static final int FAN_IN = 64;

    private final Path folder;
    private final long memoryBytes;
    private final CodecSerializer<Ingested> serializer = new CodecSerializer<>(new IngestedCodec());
    private final DataOutputSerializer scratch = new DataOutputSerializer(1024);
    private final Queue<SortRun> runs = new ArrayDeque<>();
    private List<SortEntry> buffered = new ArrayList<>();
    private long bufferedBytes;
    private int runNumber;

    /**
     * Sorts within a folder.
     *
     * @param folder an existing folder, in which runs are kept until {@link #close}
     * @param memoryBytes how much is buffered before a run is written
     */
    EventSort(Path folder, long memoryBytes) {
        this.folder = folder;
        this.memoryBytes = memoryBytes;
    }

    void add(Ingested ingested) throws IOException {
        scratch.clear();
        serializer.serialize(ingested, scratch);
        SortEntry entry = SortEntry.of(ingested, scratch.getCopyOfBuffer());
        buffered.add(entry);
        bufferedBytes += entry.weight();
        if (bufferedBytes >= memoryBytes) {
            runs.add(writeBuffered());
        }
    }

    /** How many runs have been written so far. */
    int runsWritten() {
        return runNumber;
    }

    /** Takes the framed bytes of one entry. */
    @FunctionalInterface
    interface Frames {
        void take(byte[] frame) throws IOException;
    }

    /** Gives every entry's bytes, in order. Nothing may be added afterwards. */
    void drain(Frames frames) throws IOException {
        if (runs.isEmpty()) {
            buffered.sort(Comparator.naturalOrder());
            for (SortEntry entry : buffered) {
                frames.take(entry.frame());
            }
            buffered = List.of();
            return;
        }
        if (!buffered.isEmpty()) {
            runs.add(writeBuffered());
        }
        while (runs.size() > FAN_IN) {
            List<SortRun> oldest = take(FAN_IN);
            Path file = nextFile();
            merge(oldest, next -> runs.add(SortRun.write(file, next)));
        }
        merge(take(runs.size()), next -> {
            for (SortEntry entry = next.next(); entry != null; entry = next.next()) {
                frames.take(entry.frame());
            }
        });
    }

    private SortRun writeBuffered() throws IOException {
        buffered.sort(Comparator.naturalOrder());
        Iterator<SortEntry> sorted = buffered.iterator();
        SortRun run = SortRun.write(nextFile(), () -> sorted.hasNext() ? sorted.next() : null);
        buffered = new ArrayList<>();
        bufferedBytes = 0;
        return run;
    }

    private Path nextFile() {
        return folder.resolve("run-" + runNumber++);
    }

    private List<SortRun> take(int count) {
        List<SortRun> taken = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            taken.add(runs.remove());
        }
        return taken;
    }

    @FunctionalInterface
    private interface Merged {
        void take(SortRun.Entries entries) throws IOException;
    }

    private static void merge(List<SortRun> runs, Merged merged) throws IOException {
        PriorityQueue<SortRun.Reader> readers =
                new PriorityQueue<>(runs.size(), Comparator.comparing(SortRun.Reader::head));
        List<SortRun.Reader> open = new ArrayList<>(runs.size());
        try {
            for (SortRun run : runs) {
                SortRun.Reader reader = run.open();
                open.add(reader);
                if (reader.head() != null) {
                    readers.add(reader);
                }
            }
            merged.take(() -> smallest(readers));
        } finally {
            for (SortRun.Reader reader : open) {
                reader.close();
            }
            for (SortRun run : runs) {
                run.delete();
            }
        }
    }

    private static SortEntry smallest(PriorityQueue<SortRun.Reader> readers) throws IOException {
        SortRun.Reader reader = readers.poll();
        if (reader == null) {
            return null;
        }
        SortEntry entry = reader.head();
        reader.advance();
        if (reader.head() != null) {
            readers.add(reader);
        }
        return entry;
    }

    /** Deletes the runs that are left. */
    @Override
    public void close() throws IOException {
        for (int i = 0; i < runNumber; i++) {
            Files.deleteIfExists(folder.resolve("run-" + i));
        }
    }
}
