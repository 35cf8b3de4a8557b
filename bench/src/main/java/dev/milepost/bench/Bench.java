package dev.milepost.bench;

import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.Variant;
import dev.milepost.cli.chaos.Servers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What measurements of one sitting run on. */
final class Bench implements AutoCloseable {

    /** Few, because the cost of an event is measured, not what a cluster bears. */
    static final int PARALLELISM = 2;

    /** A cluster's checkpoint interval of 10 s, at the 25,000 events a second that two processors of their own bear. */
    static final long CHECKPOINT_RECORDS = 250_000;

    /** Never by the clock, in a run that makes its checkpoints by the number of records. */
    private static final long NO_CHECKPOINTS_MILLIS = 86_400_000;

    private final Path folder;
    private final Scale scale;
    private final Consumer<String> tell;
    private final String otherBuild;
    private final Map<String, String> flink;
    private Servers servers;
    private long records = -1;

    /**
     * How much is measured.
     *
     * @param events how many events a run has
     * @param rounds how often what is compared is run, after a round that warms up
     * @param users how many users the greater of the two measured states has
     * @param intervals the commit intervals at which latency is measured
     * @param warehouseEvents how many events the warehouse has that views are read of
     */
    record Scale(int events, int rounds, int users, List<Duration> intervals, int warehouseEvents) {}

    /**
     * @param folder for what runs leave for a while, and their logs
     * @param otherBuild the class path of a build that this one is compared with, or null
     * @param flink settings of Flink's that every job is given, beside its own
     * @param tell is told, in a line each, what is going on
     */
    Bench(Path folder, Scale scale, String otherBuild, Map<String, String> flink, Consumer<String> tell) {
        this.folder = folder;
        this.scale = scale;
        this.otherBuild = otherBuild;
        this.flink = flink;
        this.tell = tell;
    }

    /** How many records the topics hold; fills them first where they are empty. */
    long records() throws Exception {
        if (records < 0) {
            tell("  writing " + scale.events() + " events to Kafka …");
            records = Topics.fill(servers(), scale.events(), 0);
        }
        return records;
    }

    /** Makes the topics anew. */
    void emptyTopics() throws Exception {
        records = -1;
        Topics.empty(servers());
    }

    /** What a process of that variant is told. */
    Setup setup(Variant variant) throws Exception {
        return setup(variant, folder, NO_CHECKPOINTS_MILLIS);
    }

    /** What a process of that variant is told, on a folder of its own. */
    Setup setup(Variant variant, Path ownFolder) throws Exception {
        return setup(variant, ownFolder, NO_CHECKPOINTS_MILLIS);
    }

    /** What a process of that variant is told, on a folder and with a checkpoint interval of its own. */
    Setup setup(Variant variant, Path ownFolder, long checkpointMillis) throws Exception {
        return new Setup(
                variant,
                servers().kafka(),
                "jdbc:clickhouse://" + servers().clickHouse().host() + ":"
                        + servers().clickHouse().port() + "/default",
                ownFolder.toString(),
                PARALLELISM,
                checkpointMillis,
                null,
                flink);
    }

    /** The class path of the build that this one is compared with, or null. */
    String otherBuild() {
        return otherBuild;
    }

    Path folder() {
        return folder;
    }

    /** Broker and ClickHouse; started when they are first asked for. */
    Servers servers() throws Exception {
        if (servers == null) {
            servers = Servers.start(folder);
        }
        return servers;
    }

    Scale scale() {
        return scale;
    }

    void tell(String line) {
        tell.accept(line);
    }

    @Override
    public void close() {
        if (servers != null) {
            servers.close();
        }
    }
}
