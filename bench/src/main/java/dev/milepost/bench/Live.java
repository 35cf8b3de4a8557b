package dev.milepost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.bench.job.Checkpoint;
import dev.milepost.bench.job.LiveProcess;
import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.Variant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The whole pipeline, live, in a process of its own that can be killed and started again. */
final class Live implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAP_MEGABYTES = 8192;

    private final Bench bench;
    private final Path folder;
    private final Setup setup;
    private Child process;
    private int starts;

    /** That judges nothing itself, and knows no program. */
    Live(Bench bench, String name, long checkpointMillis) throws Exception {
        this(bench, name, Variant.PIPELINE_CHANGES, null, checkpointMillis);
    }

    /**
     * One of a variant.
     *
     * @param programs a folder with the files of the programs that are live; null: none is
     */
    Live(Bench bench, String name, Variant variant, Path programs, long checkpointMillis) throws Exception {
        this.bench = bench;
        this.folder = bench.folder().resolve(name);
        this.setup = bench.setup(variant, folder, checkpointMillis).with(programs == null ? null : programs.toString());
    }

    /** Starts it without state. */
    void start(long generation) throws Exception {
        start(List.of(Long.toString(generation)));
    }

    /** Starts it from the last checkpoint, in the generation that it had. */
    void restart(long generation) throws Exception {
        Path checkpoint = Folders.latestCheckpoint(folder)
                .orElseThrow(() -> new IllegalStateException("There is no checkpoint in " + folder));
        start(List.of(Long.toString(generation), checkpoint.toString()));
    }

    private void start(List<String> arguments) throws Exception {
        List<String> all = new ArrayList<>();
        all.add(JSON.writeValueAsString(setup));
        all.addAll(arguments);
        process = Child.start(
                bench.folder(),
                folder.getFileName() + "-" + ++starts,
                HEAP_MEGABYTES,
                System.getProperty("java.class.path"),
                LiveProcess.class,
                all);
    }

    void awaitRunning() throws IOException {
        process.answer();
    }

    /** How many records it has read since its start; after {@link #awaitRunning}. */
    long read() throws IOException {
        process.tell(LiveProcess.READ);
        return Long.parseLong(process.answer());
    }

    /** The checkpoints that it has completed; after {@link #awaitRunning}. */
    List<Checkpoint> checkpoints() throws IOException {
        process.tell(LiveProcess.CHECKPOINTS);
        return List.of(JSON.readValue(process.answer(), Checkpoint[].class));
    }

    void kill() throws InterruptedException {
        process.kill();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            process.close();
        }
        Folders.delete(folder);
    }
}
