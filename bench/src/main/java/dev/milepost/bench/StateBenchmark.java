package dev.milepost.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.StateProcess;
import dev.milepost.bench.job.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Bytes of state for a user with five touches, by the size of a savepoint, for two numbers of users and both backends. */
final class StateBenchmark implements Benchmark {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The heap holds a day of events beside the state. */
    private static final int HEAP_MEGABYTES = 16_384;

    @Override
    public void run(Bench bench, Report report) throws Exception {
        Report.Table table = report.table(
                "state",
                "Bytes of a savepoint for each user: five touches in ten days, a signup after the second, and three days"
                        + " later, when the day in which late events may come is over.",
                "state",
                "users",
                "savepoint, MB",
                "bytes per user");
        for (Variant variant : List.of(Variant.PIPELINE_HEAP, Variant.PIPELINE_ROCKSDB)) {
            for (int users : List.of(bench.scale().users() / 10, bench.scale().users())) {
                long bytes = measure(bench, variant, users, "QUIET", HEAP_MEGABYTES);
                table.row(
                        variant == Variant.PIPELINE_HEAP ? "heap" : "RocksDB",
                        String.format("%,d", users),
                        String.format("%.1f", bytes / 1e6),
                        String.format("%.0f", (double) bytes / users));
                bench.tell(String.format(
                        "  %s, %,d users: %.0f bytes each", variant.title(), users, (double) bytes / users));
            }
        }
    }

    /**
     * The bytes of a savepoint.
     *
     * @param kind what the users do: QUIET, BUSY or KNOWN
     */
    static long measure(Bench bench, Variant variant, int users, String kind, int heapMegabytes) throws Exception {
        String name = "state-" + variant.name().toLowerCase(Locale.ROOT) + "-" + users;
        Path folder = bench.folder().resolve(name);
        Setup setup = bench.setup(variant, folder);
        try (Child child = Child.start(
                bench.folder(),
                name,
                heapMegabytes,
                System.getProperty("java.class.path"),
                StateProcess.class,
                List.of(JSON.writeValueAsString(setup), Integer.toString(users), kind))) {
            return Long.parseLong(child.answer());
        } finally {
            Folders.delete(folder);
        }
    }
}
