package dev.milepost.bench.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import one.profiler.AsyncProfiler;

/**
 * Samples which code the process's CPU time goes to, by async-profiler's timer, which needs no right of the kernel's and
 * also sees garbage collection and compilation. What it finds is written as collapsed stacks: frames from the outermost
 * in, parted by semicolons, then a blank and the number of samples.
 */
final class Profiler implements AutoCloseable {

    private final AsyncProfiler profiler;
    private final Path out;

    private Profiler(AsyncProfiler profiler, Path out) {
        this.profiler = profiler;
        this.out = out;
    }

    /** Starts it; where {@code out} is null, it does nothing. */
    static Profiler start(String out) throws IOException {
        if (out == null) {
            return new Profiler(null, null);
        }
        AsyncProfiler profiler = AsyncProfiler.getInstance();
        profiler.execute("start,event=itimer,interval=1ms,threads");
        return new Profiler(profiler, Path.of(out));
    }

    @Override
    public void close() throws IOException {
        if (profiler != null) {
            profiler.execute("stop");
            Files.writeString(out, profiler.execute("collapsed"));
        }
    }
}
