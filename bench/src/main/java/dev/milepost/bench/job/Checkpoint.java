package dev.milepost.bench.job;

import java.util.function.Function;
import org.apache.flink.runtime.checkpoint.AbstractCheckpointStats;
import org.apache.flink.runtime.checkpoint.TaskStateStats.TaskStateStatsSummary;
import org.apache.flink.runtime.util.stats.StatsSummary;

/**
 * One completed checkpoint, as Flink tells of it; what tasks took is the greatest of any.
 *
 * @param triggeredMillis when it was begun
 * @param completeMillis when the last task had answered
 * @param bytes that were written
 * @param startDelayMillis from its beginning until the first barrier reached a task
 * @param alignmentMillis from the first barrier to the last
 * @param syncMillis while no records were read
 * @param asyncMillis of writing the state, while records were read
 */
public record Checkpoint(
        long id,
        long triggeredMillis,
        long completeMillis,
        long bytes,
        long startDelayMillis,
        long alignmentMillis,
        long syncMillis,
        long asyncMillis) {

    static Checkpoint of(AbstractCheckpointStats stats) {
        return new Checkpoint(
                stats.getCheckpointId(),
                stats.getTriggerTimestamp(),
                stats.getTriggerTimestamp() + stats.getEndToEndDuration(),
                stats.getCheckpointedSize(),
                greatest(stats, TaskStateStatsSummary::getCheckpointStartDelayStats),
                greatest(stats, TaskStateStatsSummary::getAlignmentDurationStats),
                greatest(stats, TaskStateStatsSummary::getSyncCheckpointDurationStats),
                greatest(stats, TaskStateStatsSummary::getAsyncCheckpointDurationStats));
    }

    private static long greatest(AbstractCheckpointStats stats, Function<TaskStateStatsSummary, StatsSummary> figure) {
        return stats.getAllTaskStateStats().stream()
                .mapToLong(task -> figure.apply(task.getSummaryStats()).getMaximum())
                .max()
                .orElse(0);
    }
}
