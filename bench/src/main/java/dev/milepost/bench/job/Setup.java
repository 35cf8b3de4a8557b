package dev.milepost.bench.job;

import java.util.Map;

/**
 * What a process of jobs is told once.
 *
 * @param kafka bootstrap servers
 * @param clickHouse JDBC URL
 * @param folder for checkpoints and what a run leaves for a while
 * @param checkpointMillis the checkpoint interval
 * @param programs a folder with the files of the programs that are live; null: none is
 * @param flink settings of Flink's, beside the job's own
 */
public record Setup(
        Variant variant,
        String kafka,
        String clickHouse,
        String folder,
        int parallelism,
        long checkpointMillis,
        String programs,
        Map<String, String> flink) {

    /** The same over another broker's topics. */
    public Setup from(String otherKafka) {
        return new Setup(variant, otherKafka, clickHouse, folder, parallelism, checkpointMillis, programs, flink);
    }

    /** The same with the programs of a folder. */
    public Setup with(String programFolder) {
        return new Setup(variant, kafka, clickHouse, folder, parallelism, checkpointMillis, programFolder, flink);
    }
}
