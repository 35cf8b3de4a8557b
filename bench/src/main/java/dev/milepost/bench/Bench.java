package dev.milepost.bench;

import dev.milepost.bench.job.Setup;
import dev.milepost.bench.job.Variant;
import dev.milepost.cli.chaos.Servers;
import java.nio.file.Path;
import java.util.function.Consumer;

/** What measurements of one sitting run on. */
final class Bench {

    /** Few, because the cost of an event is measured, not what a cluster bears. */
    static final int PARALLELISM = 2;

    /** The default of a cluster. */
    static final long CHECKPOINT_MILLIS = 10_000;

    private final Path folder;
    private final Servers servers;
    private final Scale scale;
    private final Consumer<String> tell;
    private long records = -1;

    /**
     * How much is measured.
     *
     * @param events how many events a run has
     * @param rounds how often what is compared is run, after a round that warms up
     * @param users how many users the greater of the two measured states has
     */
    record Scale(int events, int rounds, int users) {}

    /**
     * @param folder for what runs leave for a while, and their logs
     * @param tell is told, in a line each, what is going on
     */
    Bench(Path folder, Servers servers, Scale scale, Consumer<String> tell) {
        this.folder = folder;
        this.servers = servers;
        this.scale = scale;
        this.tell = tell;
    }

    /** How many records the topics hold; fills them the first time. */
    long records() throws Exception {
        if (records < 0) {
            tell("  writing " + scale.events() + " events to Kafka …");
            records = Topics.fill(this);
        }
        return records;
    }

    /** What a process of that variant is told. */
    Setup setup(Variant variant) {
        return new Setup(
                variant,
                servers.kafka(),
                "jdbc:clickhouse://" + servers.clickHouse().host() + ":"
                        + servers.clickHouse().port() + "/default",
                folder.toString(),
                PARALLELISM,
                CHECKPOINT_MILLIS);
    }

    Path folder() {
        return folder;
    }

    Servers servers() {
        return servers;
    }

    Scale scale() {
        return scale;
    }

    void tell(String line) {
        tell.accept(line);
    }
}
