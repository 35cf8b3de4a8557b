package dev.milepost.cli.chaos;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Waits until a job has come to the end of what was recorded, and everything that it makes of it can be seen. */
final class Settlement {

    private static final Duration READ = Duration.ofMinutes(10);
    private static final Duration CHECKPOINTS = Duration.ofMinutes(3);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private Settlement() {}

    /**
     * Every record is in a completed checkpoint, and time has come to the last tick.
     *
     * @param outOfOrderness of the job
     * @param group the job's, at that Kafka
     * @param log where to look if it does not come to it
     */
    static void awaitRead(
            Recording recording,
            Duration outOfOrderness,
            String kafka,
            String group,
            ClickHouseClient warehouse,
            Path log)
            throws Exception {
        Instant horizon = recording.horizon(outOfOrderness);
        Wait.until(
                "every record is in a checkpoint",
                log,
                READ,
                () -> recording.isReadBy(kafka, group) && !watermark(warehouse).isBefore(horizon));
    }

    /** Rows become visible with the checkpoint after their own: with a last checkpoint after one of all. */
    static void awaitVisible(FlinkRest flink, String job, Path log) throws Exception {
        long completed = completed(flink, job);
        Wait.until(
                "a checkpoint of everything",
                log,
                CHECKPOINTS,
                // The first one that completes may have begun before; the last hears of the second's end.
                () -> completed(flink, job) >= completed + 3);
    }

    private static Instant watermark(ClickHouseClient warehouse) {
        try {
            Map<String, String> row = warehouse
                    .query("SELECT count() AS parts, min(watermark) AS watermark FROM milepost.progress")
                    .get(0);
            return row.get("parts").equals("0")
                    ? Instant.MIN
                    : LocalDateTime.parse(row.get("watermark"), TIME).toInstant(ZoneOffset.UTC);
        } catch (ClickHouseFailure e) {
            return Instant.MIN;
        }
    }

    private static long completed(FlinkRest flink, String job) throws InterruptedException {
        return flink.checkpoints(job).map(FlinkRest.Checkpoints::completed).orElse(0L);
    }
}
