package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.launch.Changelog;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.testkit.harness.Delivery;
import dev.milepost.testkit.harness.UnderTest;
import dev.milepost.testkit.harness.Variant;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/**
 * The pipeline's graph on one Flink cluster in this JVM, between a delivery and rows that checkpoints make visible. By every
 * second variant checkpoints hold what has changed in state, else all of it.
 */
final class PipelineUnderTest implements UnderTest, AutoCloseable {

    private static final int SLOTS = 4;
    private static final Duration OFTEN = Duration.ofSeconds(1);
    private static final String WHOLE_EVERY = "1 s";
    private static final Duration BY_HAND = Duration.ofDays(1);

    private final PipelineTopology.Graph graph;
    private final ProgramCatalog programs;
    private final Path checkpoints;
    private final MiniCluster cluster;

    /**
     * @param graph the stages that are judged
     * @param programs the programs of the populations
     * @param folder for checkpoints
     */
    PipelineUnderTest(PipelineTopology.Graph graph, ProgramCatalog programs, Path folder) throws Exception {
        this.graph = graph;
        this.programs = programs;
        this.checkpoints = folder.resolve("checkpoints");
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(4));
        Changelog.settings(FlinkPaths.address(folder.resolve("changes")), WHOLE_EVERY)
                .forEach(configuration::setString);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
    }

    @Override
    public Collection<SpecificRecord> run(Delivery delivery) throws Exception {
        Settings settings = Settings.defaults()
                .with(FraudSettings.OWN_VERDICTS, false)
                .with(IngestSettings.HORIZON_MILLIS, delivery.lastEventTime().toEpochMilli());
        int parallelism = delivery.variant().parallelism();
        try (DeliverySource source = new DeliverySource(delivery, settings);
                CommittedRows rows = new CommittedRows()) {
            String from = null;
            if (delivery.variant().isResumed()) {
                from = killed(delivery, source, rows, settings);
                parallelism = delivery.variant().resumedAt();
            }
            try (Gate open = Gate.at(0)) {
                submit(
                                source,
                                open,
                                rows,
                                settings.with(LaunchSettings.CHECKPOINT_INTERVAL, OFTEN),
                                delivery.variant(),
                                parallelism,
                                from)
                        .getJobExecutionResult()
                        .get();
            }
            return rows.rows();
        }
    }

    /** Runs to the delivery's checkpoint, on to its kill, and dies; answers the checkpoint. */
    private String killed(Delivery delivery, DeliverySource source, CommittedRows rows, Settings settings)
            throws Exception {
        try (Gate gate = Gate.at(delivery.partitions().size(), delivery.checkpointAt(), delivery.killedAt())) {
            JobClient job = submit(
                    source,
                    gate,
                    rows,
                    settings.with(LaunchSettings.CHECKPOINT_INTERVAL, BY_HAND),
                    delivery.variant(),
                    delivery.variant().parallelism(),
                    null);
            gate.awaitStop(0);
            CommonTestUtils.waitForAllTaskRunning(cluster, job.getJobID(), false);
            String checkpoint = cluster.triggerCheckpoint(job.getJobID()).get();
            gate.release(0);
            gate.awaitStop(1);
            BoundedRun.cancel(job);
            return checkpoint;
        }
    }

    private JobClient submit(
            DeliverySource source,
            Gate gate,
            CommittedRows rows,
            Settings settings,
            Variant variant,
            int parallelism,
            String from)
            throws Exception {
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        configuration.set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, variant.number() % 2 == 0);
        // A bug shows at once.
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.NO_RESTART_STRATEGY.getMainValue());
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(checkpoints));
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
            // Checkpoints of changes go on from what they own.
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        TestStreamEnvironment env =
                new TestStreamEnvironment(cluster, configuration, parallelism, List.of(), List.of());
        AttributionTopology.Terms terms = new AttributionTopology.Terms(
                ChannelRules.shipped(), programs, PipelineSettings.folds(settings, 1), settings);
        graph.assemble(source.read(env, gate), terms).sinkTo(rows).uid("rows").name("Rows");
        return env.executeAsync("oracle");
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
