package dev.milepost.pipeline;

import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.source.KafkaEventSource;
import dev.milepost.runtime.source.NextOffsets;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One submission of a job to a cluster: brings the warehouse to this release's tables, takes a generation, hands the graph
 * to Flink.
 *
 * <p>Every submission takes a new generation, whether it starts without state or from a checkpoint or savepoint: nobody
 * here can know that a checkpoint which a person names is the latest one that wrote to the warehouse, and a number too
 * many costs nothing. The number is part of the graph. Flink keeps the graph, so a job that Flink itself recovers from the
 * latest checkpoint (a restart, a task manager that is lost, a new job manager by Flink's high availability) goes on in its
 * generation. In application mode a new job manager runs {@code main} again and takes a number that nothing is written
 * with, because the recovered graph wins.
 *
 * <p>A rebuild's savepoint has no position in Kafka: the offsets that are given beside it are gone by. Whatever has a position of
 * its own goes by that, and a start without a savepoint reads everything, so that the argument may stay where it is.
 */
final class ClusterRun {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterRun.class);
    private static final String SPOOL = "milepost-spool";

    private final String name;
    private final JobArguments given;

    private ClusterRun(String name, JobArguments given) {
        this.name = name;
        this.given = given;
    }

    static ClusterRun of(String name, JobArguments given) {
        return new ClusterRun(name, given);
    }

    /** Submits the graph, and returns when the job is over; at once where it was submitted detached. */
    void execute(PipelineTopology.Graph graph) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        String spool = spool(env.getConfiguration());
        NextOffsets from = from(env.getConfiguration(), given.from());
        KafkaEventSource source = KafkaEventSource.from(
                        from.partitions(), given.kafka(), given.group(), given.settings())
                .without(PipelineSettings.unread(given.settings()))
                .asking(given.registry());
        FirstPrograms programs = programs(env.getConfiguration(), source);
        PipelineRun run = new PipelineRun(
                source,
                warehouse(),
                programs.catalog(),
                given.channels(),
                given.settings(),
                generation(env.getConfiguration()),
                spool,
                new PipelineRun.Live(given.kafka(), archive(), programs.first()));
        Configuration configuration = run.configuration();
        env.configure(configuration, getClass().getClassLoader());
        run.assemble(env, graph);
        env.execute(name);
    }

    /**
     * Where Kafka is read from by a source that the savepoint has no position of.
     *
     * @throws JobArgumentsException where the savepoint is a rebuild's, and the offsets beside it are not given
     */
    static NextOffsets from(ReadableConfig cluster, NextOffsets given) {
        Optional<String> savepoint = cluster.getOptional(StateRecoveryOptions.SAVEPOINT_PATH);
        if (savepoint.isEmpty()) {
            return NextOffsets.NONE;
        }
        if (given.equals(NextOffsets.NONE)) {
            refuseRebuilds(savepoint.get());
        }
        return given;
    }

    private static void refuseRebuilds(String savepoint) {
        URI address = new org.apache.flink.core.fs.Path(savepoint).toUri();
        boolean isLocal = address.getScheme() == null || address.getScheme().equals("file");
        Path beside = Path.of(address.getPath()).resolveSibling(NextOffsets.FILE);
        if (isLocal && Files.exists(beside)) {
            throw new JobArgumentsException(savepoint + " is a rebuild's, which has no position in Kafka: give"
                    + " --from-offsets " + beside + ", or everything that Kafka holds would be read once more");
        }
    }

    private FirstPrograms programs(ReadableConfig cluster, KafkaEventSource source) {
        return cluster.getOptional(StateRecoveryOptions.SAVEPOINT_PATH).isPresent()
                ? FirstPrograms.known(given.programs())
                : FirstPrograms.of(source, given.programs(), given.settings());
    }

    /** The store that is shown: a job in a cluster never writes to the other one. */
    private PipelineRun.Warehouse warehouse() throws Exception {
        PipelineRun.Warehouse warehouse = given.warehouse();
        try (ClickHouseClient client = ClickHouseClient.of(warehouse.url(), warehouse.user(), warehouse.password())) {
            Migrator.migrate(client, given.settings().get(WarehouseSettings.CLUSTER));
            return warehouse.in(new Generations(client).shown());
        }
    }

    /** The archive's folder, where one is named: a cluster has no data folder that could stand in for it. */
    private Path archive() {
        if (!given.settings().get(ArchiveSettings.ON)) {
            return null;
        }
        String folder = given.settings().get(ArchiveSettings.FOLDER);
        if (folder.isEmpty()) {
            LOG.warn(
                    "{} is empty: nothing is archived, and only what Kafka still holds can be rebuilt",
                    ArchiveSettings.FOLDER);
            return null;
        }
        return Path.of(folder);
    }

    private long generation(ReadableConfig cluster) throws Exception {
        PipelineRun.Warehouse warehouse = given.warehouse();
        try (ClickHouseClient client = ClickHouseClient.of(warehouse.url(), warehouse.user(), warehouse.password())) {
            Migrator.migrate(client, given.settings().get(WarehouseSettings.CLUSTER));
            String from = cluster.getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                    .map(path -> " from " + path)
                    .orElse("");
            return new Generations(client).take("job " + name + " on " + given.kafka() + from);
        }
    }

    /** Beside the checkpoints, unless told otherwise: both must be where every task manager reads and writes. */
    private String spool(ReadableConfig cluster) {
        if (given.spool() != null) {
            return given.spool();
        }
        String checkpoints = cluster.getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                .orElseThrow(() -> new JobArgumentsException(
                        "The cluster has no " + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()
                                + ", without which nothing survives a crash: set it to a folder that all its machines"
                                + " share, or give --spool and -D" + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key()));
        return checkpoints + (checkpoints.endsWith("/") ? "" : "/") + SPOOL;
    }
}
