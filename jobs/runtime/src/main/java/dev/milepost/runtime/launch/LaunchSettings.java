package dev.milepost.runtime.launch;

import dev.milepost.runtime.settings.Setting;
import java.time.Duration;
import java.util.List;

/** The settings of running a job. */
public final class LaunchSettings {

    public static final Setting<Duration> CHECKPOINT_INTERVAL = Setting.duration(
                    "job.checkpoint_interval",
                    Duration.ofSeconds(10),
                    "How often the job's state is kept. Rows become visible at this interval too: 1s suits one machine.")
            .atLeast(Duration.ofMillis(50));

    public static final Setting<Duration> CHECKPOINT_TIMEOUT = Setting.duration(
                    "job.checkpoint_timeout",
                    Duration.ofMinutes(10),
                    "A checkpoint that takes longer is given up, and counts as failed.")
            .atLeast(Duration.ofSeconds(1));

    public static final Setting<Integer> TOLERABLE_FAILED_CHECKPOINTS = Setting.integer(
                    "job.tolerable_failed_checkpoints",
                    5,
                    "checkpoints",
                    "How many checkpoints in a row may fail before the job restarts from the last good one.")
            .atLeast(0);

    public static final Setting<Duration> WATERMARK_INTERVAL = Setting.duration(
                    "job.watermark_interval",
                    Duration.ofMillis(200),
                    "How often time is told on from what was read. Each telling costs every task a little.")
            .atLeast(Duration.ofMillis(10));

    public static final Setting<Duration> BUFFER_TIMEOUT = Setting.duration(
                    "job.buffer_timeout",
                    Duration.ofMillis(100),
                    "How long a record may wait for others that go the same way. A row waits so before each stage: longer "
                            + "delays rows, shorter costs processors. With 0s each record goes at once, and no thread wakes to send "
                            + "it: cheapest of all up to a few hundred records a second, dearest at many thousands.")
            .atLeast(Duration.ZERO);

    public static final Setting<Duration> RESTART_FIRST_DELAY = Setting.duration(
                    "job.restart_first_delay",
                    Duration.ofSeconds(1),
                    "How long the job waits before its first restart; each further one waits twice as long.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Duration> RESTART_LONGEST_DELAY = Setting.duration(
                    "job.restart_longest_delay",
                    Duration.ofMinutes(1),
                    "The longest wait before a restart; not shorter than the first.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Integer> RESTART_ATTEMPTS = Setting.integer(
                    "job.restart_attempts",
                    0,
                    "restarts",
                    "After how many restarts within an hour the job fails for good; 0 is never, as live jobs want it.")
            .atLeast(0);

    public static final Setting<Integer> MAX_PARALLELISM = Setting.integer(
                    "job.max_parallelism",
                    128,
                    "key groups",
                    "The parallelism that the job can ever be scaled to. It cannot be changed while state is kept.")
            .atLeast(1)
            .atMost(32_768);

    public static final List<Setting<?>> ALL = List.of(
            CHECKPOINT_INTERVAL,
            CHECKPOINT_TIMEOUT,
            TOLERABLE_FAILED_CHECKPOINTS,
            WATERMARK_INTERVAL,
            BUFFER_TIMEOUT,
            RESTART_FIRST_DELAY,
            RESTART_LONGEST_DELAY,
            RESTART_ATTEMPTS,
            MAX_PARALLELISM);

    private LaunchSettings() {}
}
