package dev.milepost.bench.job;

import java.util.Map;

/**
 * What a process of jobs is told once.
 *
 * @param kafka bootstrap servers
 * @param clickHouse JDBC URL
 * @param folder for checkpoints and what a run leaves for a while
 * @param checkpointMillis the checkpoint interval
 * @param flink settings of Flink's, beside the job's own
 */
public record Setup(
        Variant variant,
        String kafka,
        String clickHouse,
        String folder,
        int parallelism,
        long checkpointMillis,
        Map<String, String> flink) {

    /** The same over another broker's topics. */
    public Setup from(String otherKafka) {
        return new Setup(variant, otherKafka, clickHouse, folder, parallelism, checkpointMillis, flink);
    }
}
