package dev.milepost.cli;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.sink.WarehouseStopped;
import dev.milepost.runtime.launch.Changelog;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.metrics.ClickHouseReporterFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** One run of the pipeline on a Flink cluster inside this process. */
final class LocalFlink implements AutoCloseable {

    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final String WHOLE_EVERY = "30 s";
    private static final Set<ExecutionState> STARTING = EnumSet.of(
            ExecutionState.CREATED, ExecutionState.SCHEDULED, ExecutionState.DEPLOYING, ExecutionState.INITIALIZING);

    private final MiniCluster cluster;
    private final JobMetrics metrics;
    private final JobID job;
    private final CompletableFuture<JobResult> result;

    private LocalFlink(MiniCluster cluster, JobMetrics metrics, JobID job) {
        this.cluster = cluster;
        this.metrics = metrics;
        this.job = job;
        this.result = cluster.requestJobResult(job);
    }

    /**
     * Where a run keeps what outlives its tasks.
     *
     * @param checkpoints a folder for checkpoints and savepoints
     * @param temporary a folder for what is of no use after the run
     * @param restore a checkpoint's folder to start from, or null
     * @param changes a folder for what has changed in state, so that checkpoints do not hold the whole of it; null: they do. No other
     *     run may go on from such a checkpoint
     * @param once whether the run fails for good at its first failure, so that what it has counted is what it has read
     */
    record Places(Path checkpoints, Path temporary, Path restore, Path changes, boolean once) {

        Places(Path checkpoints, Path temporary, Path restore) {
            this(checkpoints, temporary, restore, null, false);
        }
    }

    /** Starts a cluster and the run on it. */
    static LocalFlink start(PipelineRun run, int parallelism, Places places) throws Exception {
        return start(run, run::assemble, parallelism, places);
    }

    /** As the other, with what of the run's graph is to be run. */
    static LocalFlink start(
            PipelineRun run, Consumer<StreamExecutionEnvironment> graphOfRun, int parallelism, Places places)
            throws Exception {
        Configuration configuration = run.configuration();
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.sealed(places.checkpoints()));
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, Checkpoints.KEPT);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        configuration.set(
                CoreOptions.TMP_DIRS, Folders.requireOne(places.temporary()).toString());
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        if (places.restore() != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.sealed(places.restore()));
            // It stays, as the one before the run's own; a later start removes it.
            configuration.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.NO_CLAIM);
            // A rebuild's state has a position in files, and none in Kafka or of the archive.
            configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        }
        if (places.changes() != null) {
            Changelog.settings(FlinkPaths.sealed(places.changes()), WHOLE_EVERY).forEach(configuration::setString);
        }
        if (places.once()) {
            configuration.set(
                    RestartStrategyOptions.RESTART_STRATEGY,
                    RestartStrategyOptions.RestartStrategyType.NO_RESTART_STRATEGY.getMainValue());
        }
        if (run.live() != null) {
            report(configuration, run.warehouse(), run.settings().get(LocalSettings.METRICS_INTERVAL));
        }
        JobMetrics metrics = JobMetrics.of(configuration, UUID.randomUUID().toString());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        graphOfRun.accept(env);
        StreamGraph graph = env.getStreamGraph();
        graph.setJobName(PipelineRun.NAME);
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism)
                .setCommonBindAddress("127.0.0.1")
                .build());
        try {
            cluster.start();
            return new LocalFlink(
                    cluster,
                    metrics,
                    cluster.submitJob(graph.getJobGraph()).get().getJobID());
        } catch (Exception e) {
            cluster.close();
            throw e;
        }
    }

    private static void report(Configuration configuration, PipelineRun.Warehouse warehouse, Duration interval) {
        if (!interval.isZero()) {
            ClickHouseReporterFactory.configure(
                    configuration, warehouse.url(), warehouse.user(), warehouse.password(), interval);
        }
    }

    long recordsRead() {
        return metrics.recordsRead();
    }

    /** Waits for the job's end, at most so long; says whether it has ended well, and throws where it failed. */
    boolean await(Duration most) throws InterruptedException {
        try {
            Optional<Throwable> failure = result.get(most.toMillis(), TimeUnit.MILLISECONDS)
                    .getSerializedThrowable()
                    .map(serialized -> serialized.deserializeError(LocalFlink.class.getClassLoader()));
            if (failure.isPresent()) {
                throw failed(failure.get());
            }
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw failed(e);
        }
    }

    /** Whether the job has ended, well or not. */
    boolean isOver() {
        return result.isDone();
    }

    /**
     * Ends the job with a last checkpoint, and gives its folder. Before it come two others, so that what has been read by
     * now is visible at the end; what comes meanwhile waits in the last one. The second stays too (the job's own checkpoints
     * go with it), because nothing is visible that it has not seen: it is the one to go on from where the last is damaged.
     */
    Path stop(Path savepoints) throws Exception {
        awaitTasks();
        checkpoint();
        cluster.triggerSavepoint(job, FlinkPaths.sealed(savepoints), false, SavepointFormatType.NATIVE)
                .get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        return stop(FlinkPaths.sealed(savepoints), SavepointFormatType.NATIVE);
    }

    /**
     * As {@link #stop(Path)}, with one savepoint alone, and one that a job of any state backend and parallelism starts from, on a
     * cluster that knows no sealed files.
     */
    Path stopForCluster(Path savepoints) throws Exception {
        awaitTasks();
        checkpoint();
        checkpoint();
        return stop(FlinkPaths.address(savepoints), SavepointFormatType.CANONICAL);
    }

    private void checkpoint() throws Exception {
        cluster.triggerCheckpoint(job).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    }

    private Path stop(String savepoints, SavepointFormatType format) throws Exception {
        return FlinkPaths.path(
                cluster.stopWithSavepoint(job, savepoints, false, format).get(ANSWER.toSeconds(), TimeUnit.SECONDS));
    }

    /**
     * Waits while tasks are still starting: Flink takes no checkpoint then, though the source may have read all there is.
     * Where the job does not come to run, the stop will say why.
     */
    private void awaitTasks() throws Exception {
        long end = System.nanoTime() + ANSWER.toNanos();
        while (isStarting() && System.nanoTime() < end) {
            Thread.sleep(TICK.toMillis());
        }
    }

    private boolean isStarting() throws Exception {
        AccessExecutionGraph graph = cluster.getExecutionGraph(job).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        if (graph.getState() != JobStatus.RUNNING) {
            return false;
        }
        for (AccessExecutionVertex task : graph.getAllExecutionVertices()) {
            if (STARTING.contains(task.getExecutionState())) {
                return true;
            }
        }
        return false;
    }

    private static CommandFailure failed(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WarehouseStopped) {
                return new CommandFailure(ExitCode.FAILURE, cause.getMessage(), failure);
            }
        }
        return new CommandFailure(
                ExitCode.FAILURE,
                "The job failed: " + Failures.describe(failure)
                        + "\nThe log has the details; --verbose shows them here.",
                failure);
    }

    @Override
    public void close() throws Exception {
        cluster.close();
    }
}
