package dev.milepost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.bench.job.JobProcess;
import dev.milepost.bench.job.Order;
import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.Took;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** A process that runs one variant of the job, one run after the other. */
final class Worker implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HEAP_MEGABYTES = 3072;

    private final Child process;

    private Worker(Child process) {
        this.process = process;
    }

    /** Starts a process on this one's class path. */
    static Worker start(Bench bench, Setup setup) throws IOException {
        return start(bench, setup, "", System.getProperty("java.class.path"));
    }

    /**
     * Starts a process on some class path: of another build, to compare the two.
     *
     * @param suffix tells its log from those of other processes of the variant
     */
    static Worker start(Bench bench, Setup setup, String suffix, String classPath) throws IOException {
        return new Worker(Child.start(
                bench.folder(),
                setup.variant().name().toLowerCase(Locale.ROOT) + suffix,
                HEAP_MEGABYTES,
                classPath,
                JobProcess.class,
                List.of(JSON.writeValueAsString(setup))));
    }

    /** Carries out one run. */
    Took run(Order order) throws IOException {
        process.tell(JSON.writeValueAsString(order));
        return JSON.readValue(process.answer(), Took.class);
    }

    @Override
    public void close() {
        process.close();
    }
}
