package dev.milepost.runtime.launch;

import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.settings.SettingsException;
import java.time.Duration;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.CheckpointingMode;

/** What every job is run with, live or bounded. Where checkpoints are kept is the caller's to say. */
public final class JobDefaults {

    private static final Duration RESTARTS_FORGOTTEN_AFTER = Duration.ofHours(1);

    private JobDefaults() {}

    /**
     * Writes the defaults into a configuration.
     *
     * @throws SettingsException where the longest delay before a restart is shorter than the first
     */
    public static void configure(Configuration configuration, Settings settings) {
        // A bounded run is a stream that ends: in batch mode there are neither checkpoints nor the sink's commits.
        configuration.set(ExecutionOptions.RUNTIME_MODE, RuntimeExecutionMode.STREAMING);
        configuration.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, settings.get(LaunchSettings.WATERMARK_INTERVAL));
        configuration.set(ExecutionOptions.BUFFER_TIMEOUT, settings.get(LaunchSettings.BUFFER_TIMEOUT));
        checkpoints(configuration, settings);
        restarts(configuration, settings);
        configuration.set(PipelineOptions.GENERIC_TYPES, false);
        configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        configuration.set(PipelineOptions.MAX_PARALLELISM, settings.get(LaunchSettings.MAX_PARALLELISM));
        // Safe: codecs make a new value of every read, and no function changes a value that it was given or has
        // emitted.
        configuration.set(PipelineOptions.OBJECT_REUSE, true);
    }

    private static void checkpoints(Configuration configuration, Settings settings) {
        configuration.set(
                CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.get(LaunchSettings.CHECKPOINT_INTERVAL));
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, settings.get(LaunchSettings.CHECKPOINT_TIMEOUT));
        configuration.set(CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
        configuration.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
        configuration.set(
                CheckpointingOptions.TOLERABLE_FAILURE_NUMBER,
                settings.get(LaunchSettings.TOLERABLE_FAILED_CHECKPOINTS));
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        // Flink writes the keys of heap state a byte at a time, each through a lock. Compression gathers them first,
        // which costs less than that and leaves fewer bytes.
        configuration.set(ExecutionOptions.SNAPSHOT_COMPRESSION, true);
        // The rows of a bounded run's end become visible by a last checkpoint, after its sources have finished.
        configuration.set(CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH, true);
    }

    private static void restarts(Configuration configuration, Settings settings) {
        Duration first = settings.get(LaunchSettings.RESTART_FIRST_DELAY);
        Duration longest = settings.get(LaunchSettings.RESTART_LONGEST_DELAY);
        if (longest.compareTo(first) < 0) {
            throw new SettingsException("Setting " + LaunchSettings.RESTART_LONGEST_DELAY + " is shorter than "
                    + LaunchSettings.RESTART_FIRST_DELAY + ": make it at least as long");
        }
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.EXPONENTIAL_DELAY.getMainValue());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, first);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, longest);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_BACKOFF_MULTIPLIER, 2.0);
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                RESTARTS_FORGOTTEN_AFTER);
        int attempts = settings.get(LaunchSettings.RESTART_ATTEMPTS);
        if (attempts > 0) {
            configuration.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, attempts);
        }
    }
}
