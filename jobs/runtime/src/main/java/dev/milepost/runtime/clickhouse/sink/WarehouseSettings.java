package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.settings.Setting;
import dev.milepost.runtime.settings.Settings;
import java.time.Duration;
import java.util.List;

/** The settings of the sink that a person can give; {@link SinkSettings} is what they amount to. */
public final class WarehouseSettings {

    public static final Setting<String> CLUSTER = Setting.text(
            "warehouse.cluster",
            "",
            "On a cluster of Flink only: the name of ClickHouse's cluster (system.clusters, one shard) on whose replicas the"
                    + " warehouse is made, with replicated tables. Empty: one server. It cannot be changed later.");

    public static final Setting<Integer> SPOOL_OVER = Setting.integer(
                    "warehouse.spool_over",
                    1 << 20,
                    "bytes",
                    "A block of more bytes than this waits in a file beside the checkpoint, not inside it.")
            .atLeast(0);

    public static final Setting<Integer> BLOCK_BYTES = Setting.integer(
                    "warehouse.block_bytes",
                    8 << 20,
                    "bytes",
                    "A block, which is one insert, is closed before it passes this size.")
            .atLeast(1);

    public static final Setting<Integer> BLOCK_ROWS = Setting.integer(
                    "warehouse.block_rows", 200_000, "rows", "The most rows of a block.")
            .atLeast(1);

    public static final Setting<Long> BUFFER_BYTES = Setting.whole(
                    "warehouse.buffer_bytes",
                    64L << 20,
                    "bytes",
                    "The most memory that one writer holds between checkpoints; past it, rows are spooled early, still "
                            + "invisible.")
            .atLeast(1L);

    public static final Setting<Duration> SPOOL_RETENTION = Setting.duration(
            "warehouse.spool_retention",
            Duration.ofHours(24),
            "How long after its commit a spooled block is kept, for restores from earlier checkpoints.");

    public static final Setting<Boolean> HOLD_BLOCKS = Setting.flag(
            "warehouse.hold_blocks",
            true,
            "Rows become visible one checkpoint after their own. If false, they are so an interval earlier; but after a "
                    + "start from another than the latest checkpoint, rows that nothing takes back may stay, and only a "
                    + "rebuild is exact.");

    public static final Setting<Duration> INSERT_TIMEOUT = Setting.duration(
                    "warehouse.insert_timeout",
                    Duration.ofMinutes(5),
                    "An insert that is unanswered for so long counts as failed and is repeated.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Duration> RETRY_DELAY = Setting.duration(
                    "warehouse.retry_delay",
                    Duration.ofMillis(100),
                    "The wait before an insert is repeated; it doubles up to warehouse.retry_delay_max, with jitter.")
            .atLeast(Duration.ofMillis(1));

    public static final Setting<Duration> RETRY_DELAY_MAX = Setting.duration(
                    "warehouse.retry_delay_max", Duration.ofSeconds(30), "The longest wait between repetitions.")
            .atLeast(Duration.ofMillis(1));

    public static final List<Setting<?>> ALL = List.of(
            CLUSTER,
            SPOOL_OVER,
            BLOCK_BYTES,
            BLOCK_ROWS,
            BUFFER_BYTES,
            SPOOL_RETENTION,
            HOLD_BLOCKS,
            INSERT_TIMEOUT,
            RETRY_DELAY,
            RETRY_DELAY_MAX);

    private WarehouseSettings() {}

    /** The sink's settings of a run. */
    public static SinkSettings of(String spoolDirectory, long generation, Settings settings) {
        return SinkSettings.of(spoolDirectory, generation)
                .withSizes(
                        settings.get(SPOOL_OVER),
                        settings.get(BLOCK_BYTES),
                        settings.get(BLOCK_ROWS),
                        settings.get(BUFFER_BYTES))
                .withHold(settings.get(HOLD_BLOCKS))
                .withHorizon(settings.get(IngestSettings.HORIZON_MILLIS))
                .withSpoolRetention(settings.get(SPOOL_RETENTION))
                .withPatience(settings.get(INSERT_TIMEOUT), settings.get(RETRY_DELAY), settings.get(RETRY_DELAY_MAX));
    }
}
