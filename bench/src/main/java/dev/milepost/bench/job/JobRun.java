package dev.milepost.bench.job;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.launch.Changelog;
import dev.milepost.runtime.launch.FlinkPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CheckpointStatsStatus;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** One run of a job on a cluster in this process. */
final class JobRun implements AutoCloseable {

    private static final long TICK_MILLIS = 20;
    private static final Duration READ = Duration.ofMinutes(30);
    private static final Duration STOP = Duration.ofMinutes(5);
    private static final int CHECKPOINTS = 10_000;
    private static final String WHOLE_EVERY = "3 min";
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(512);

    private final Path folder;
    private Took before;
    private final MiniCluster cluster;
    private final JobID job;

    /** What a run's graph is made of. */
    interface Graph {
        void assemble(StreamExecutionEnvironment env);
    }

    private JobRun(Setup setup, Path folder, PipelineRun run, Graph graph, Path restore) throws Exception {
        this.folder = folder;
        Configuration configuration = configuration(setup, folder, run);
        if (restore != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.address(restore));
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        }
        SourceProgress.forget();
        SourceProgress.attach(configuration);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(setup.parallelism(), configuration);
        graph.assemble(env);
        StreamGraph stream = env.getStreamGraph();
        stream.setJobName(setup.variant().title());
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(setup.parallelism())
                .setCommonBindAddress("127.0.0.1")
                .build());
        try {
            cluster.start();
            job = cluster.submitJob(stream.getJobGraph()).get().getJobID();
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    /**
     * Starts a cluster in this process, and a job on it.
     *
     * @param folder for checkpoints, and what is of no use after the run
     * @param restore the checkpoint that it goes on from, or null
     */
    static JobRun start(Setup setup, Path folder, PipelineRun run, Graph graph, Path restore) throws Exception {
        return new JobRun(setup, folder, run, graph, restore);
    }

    private static Configuration configuration(Setup setup, Path folder, PipelineRun run) throws Exception {
        Configuration configuration = run.configuration();
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                FlinkPaths.address(Files.createDirectories(folder.resolve("checkpoints"))));
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, setup.parallelism());
        configuration.set(
                CoreOptions.TMP_DIRS,
                Files.createDirectories(folder.resolve("tmp")).toString());
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        // A run that fails is no measurement.
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.NO_RESTART_STRATEGY.getMainValue());
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 0);
        // All of it is in this process: whoever is silent collects garbage, of a large state for a minute.
        configuration.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, READ);
        // All checkpoints of a run are asked for at its end.
        configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, CHECKPOINTS);
        if (setup.variant().isOnRocksDb()) {
            configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
            configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
            configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        } else {
            configuration.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        }
        if (setup.variant().keepsChanges()) {
            Changelog.settings(FlinkPaths.address(folder.resolve("changes")), WHOLE_EVERY)
                    .forEach(configuration::setString);
        }
        setup.flink().forEach(configuration::setString);
        return configuration;
    }

    /**
     * Waits until so many records are read; what the run takes counts from the first of them.
     *
     * @param checkpointEvery a checkpoint is made after so many records: on a machine that has other work too, checkpoints
     *     by the clock would be more, for the same work, than on one that has none
     */
    void awaitRead(long records, long checkpointEvery) throws Exception {
        long end = System.nanoTime() + READ.toNanos();
        long checkpoint = checkpointEvery;
        for (long read = 0; read < records; read = SourceProgress.recordsRead()) {
            if (read == 0) {
                before = CpuClock.now();
            }
            if (read >= checkpoint) {
                cluster.triggerCheckpoint(job).get(STOP.toSeconds(), TimeUnit.SECONDS);
                checkpoint += checkpointEvery;
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Of " + records + " records only " + read + " were read within "
                        + READ.toMinutes() + " minutes");
            }
            requireRunning();
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** Fails where the job has ended, with what it ended by. */
    void requireRunning() throws Exception {
        CompletableFuture<JobResult> result = cluster.requestJobResult(job);
        if (result.isDone()) {
            result.get().toJobExecutionResult(getClass().getClassLoader());
            throw new IllegalStateException("The job is over before it has read all records");
        }
    }

    /** The checkpoints that were completed so far, in their order. */
    List<Checkpoint> checkpoints() throws Exception {
        CheckpointStatsSnapshot stats = cluster.getExecutionGraph(job)
                .get(STOP.toSeconds(), TimeUnit.SECONDS)
                .getCheckpointStatsSnapshot();
        return stats.getHistory().getCheckpoints().stream()
                .filter(each -> each.getStatus() == CheckpointStatsStatus.COMPLETED)
                .map(Checkpoint::of)
                .sorted(Comparator.comparingLong(Checkpoint::id))
                .toList();
    }

    /** The size in bytes of a savepoint of the job as it is now. */
    long savepoint() throws Exception {
        Path savepoint = FlinkPaths.path(cluster.triggerSavepoint(
                        job, FlinkPaths.address(folder.resolve("savepoint")), false, SavepointFormatType.NATIVE)
                .get(STOP.toSeconds(), TimeUnit.SECONDS));
        try (Stream<Path> files = Files.walk(savepoint)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    /** Ends the job with a last checkpoint, whose rows are committed when this returns; tells what the run took. */
    Took stop() throws Exception {
        // Rows become visible with the checkpoint after their own.
        for (int i = 0; i < 2; i++) {
            cluster.triggerCheckpoint(job).get(STOP.toSeconds(), TimeUnit.SECONDS);
        }
        cluster.stopWithSavepoint(job, FlinkPaths.address(folder.resolve("last")), false, SavepointFormatType.NATIVE)
                .get(STOP.toSeconds(), TimeUnit.SECONDS);
        JobResult result = cluster.requestJobResult(job).get(STOP.toSeconds(), TimeUnit.SECONDS);
        result.toJobExecutionResult(getClass().getClassLoader());
        return CpuClock.now().since(before);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
