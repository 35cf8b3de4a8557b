package dev.milepost.runtime.clickhouse.sink;

import java.io.Serializable;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * How the sink behaves. {@link #of} gives the defaults, the {@code with} methods change one each.
 *
 * @param spoolDirectory a folder on a file system that all task managers see, as Flink names it ({@code s3://…},
 *     {@code file:///…}): where large blocks wait beside the checkpoint
 * @param generation which start of the pipeline writes (architecture: revisions); at least 0
 * @param spoolOver a block of more bytes than this goes to the spool, not into the checkpoint; 1 MiB
 * @param blockBytes a block is closed before it passes this size, except by a single larger row; 8 MiB
 * @param blockRows the most rows of a block; 200,000
 * @param bufferBytes the most memory that one writer holds between checkpoints, keys and overhead counted: past it, what
 *     is buffered is spooled early, still invisible; 64 MiB
 * @param spoolRetention how long after its commit a spooled block is kept, so that a restore from an earlier checkpoint
 *     inserts it again; 24 h. A restore after that takes it as committed
 * @param insertTimeout an insert unanswered for so long counts as failed and is repeated; 5 min
 * @param retryDelay the wait before the first repetition; it doubles up to {@code retryDelayMax}, each time with jitter
 *     (between half of it and all of it); 100 ms
 * @param retryDelayMax the longest wait between repetitions; 30 s
 * @param unknownErrorRetries how often an insert is repeated after an error that {@link ServerErrors} does not list; 5
 * @param logEvery while inserts keep failing, the shortest time between two lines of log; 30 s
 * @param holdsBlocks rows become visible one checkpoint after their own, so that a start from the checkpoint before the
 *     latest is exact, see {@link BlockHold}; true
 * @param horizonMillis where a bounded run ends: the watermark that ends its input tells this time; Long.MAX_VALUE where
 *     the run has no end
 */
public record SinkSettings(
        String spoolDirectory,
        long generation,
        int spoolOver,
        int blockBytes,
        int blockRows,
        long bufferBytes,
        Duration spoolRetention,
        Duration insertTimeout,
        Duration retryDelay,
        Duration retryDelayMax,
        int unknownErrorRetries,
        Duration logEvery,
        boolean holdsBlocks,
        long horizonMillis)
        implements Serializable {

    private static final long MAX_GENERATION = (1L << 23) - 1;

    /** Checks every setting. */
    public SinkSettings {
        require(spoolDirectory != null && !spoolDirectory.isBlank(), "spool_directory", "a folder", spoolDirectory);
        require(generation >= 0 && generation <= MAX_GENERATION, "generation", "0 to " + MAX_GENERATION, generation);
        require(spoolOver >= 0, "spool_over", "at least 0 bytes", spoolOver);
        require(blockBytes > 0, "block_bytes", "more than 0 bytes", blockBytes);
        require(blockRows > 0, "block_rows", "more than 0 rows", blockRows);
        require(bufferBytes > 0, "buffer_bytes", "more than 0 bytes", bufferBytes);
        require(!spoolRetention.isNegative(), "spool_retention", "at least 0", spoolRetention);
        require(positive(insertTimeout), "insert_timeout", "more than 0", insertTimeout);
        require(positive(retryDelay), "retry_delay", "more than 0", retryDelay);
        require(retryDelayMax.compareTo(retryDelay) >= 0, "retry_delay_max", "at least retry_delay", retryDelayMax);
        require(unknownErrorRetries >= 0, "unknown_error_retries", "at least 0", unknownErrorRetries);
        require(!logEvery.isNegative(), "log_every", "at least 0", logEvery);
    }

    /** The defaults. */
    public static SinkSettings of(String spoolDirectory, long generation) {
        return new SinkSettings(
                spoolDirectory,
                generation,
                1 << 20,
                8 << 20,
                200_000,
                64L << 20,
                Duration.ofHours(24),
                Duration.ofMinutes(5),
                Duration.ofMillis(100),
                Duration.ofSeconds(30),
                5,
                Duration.ofSeconds(30),
                true,
                Long.MAX_VALUE);
    }

    /** Sizes in bytes, but for {@code rows}. */
    public SinkSettings withSizes(int newSpoolOver, int newBlockBytes, int rows, long newBufferBytes) {
        return with(draft -> {
            draft.spoolOver = newSpoolOver;
            draft.blockBytes = newBlockBytes;
            draft.blockRows = rows;
            draft.bufferBytes = newBufferBytes;
        });
    }

    public SinkSettings withSpoolRetention(Duration retention) {
        return with(draft -> draft.spoolRetention = retention);
    }

    /** How patient the sink is. */
    public SinkSettings withPatience(Duration timeout, Duration firstDelay, Duration longestDelay) {
        return with(draft -> {
            draft.insertTimeout = timeout;
            draft.retryDelay = firstDelay;
            draft.retryDelayMax = longestDelay;
        });
    }

    /** Whether rows wait for one more checkpoint. */
    public SinkSettings withHold(boolean hold) {
        return with(draft -> draft.holdsBlocks = hold);
    }

    /** Where a bounded run ends, in epoch milliseconds. */
    public SinkSettings withHorizon(long millis) {
        return with(draft -> draft.horizonMillis = millis);
    }

    private SinkSettings with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return new SinkSettings(
                spoolDirectory,
                generation,
                draft.spoolOver,
                draft.blockBytes,
                draft.blockRows,
                draft.bufferBytes,
                draft.spoolRetention,
                draft.insertTimeout,
                draft.retryDelay,
                draft.retryDelayMax,
                unknownErrorRetries,
                logEvery,
                draft.holdsBlocks,
                draft.horizonMillis);
    }

    /** What may be changed, while it is. */
    private static final class Draft {

        private int spoolOver;
        private int blockBytes;
        private int blockRows;
        private long bufferBytes;
        private Duration spoolRetention;
        private Duration insertTimeout;
        private Duration retryDelay;
        private Duration retryDelayMax;
        private boolean holdsBlocks;
        private long horizonMillis;

        Draft(SinkSettings settings) {
            spoolOver = settings.spoolOver;
            blockBytes = settings.blockBytes;
            blockRows = settings.blockRows;
            bufferBytes = settings.bufferBytes;
            spoolRetention = settings.spoolRetention;
            insertTimeout = settings.insertTimeout;
            retryDelay = settings.retryDelay;
            retryDelayMax = settings.retryDelayMax;
            holdsBlocks = settings.holdsBlocks;
            horizonMillis = settings.horizonMillis;
        }
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void require(boolean holds, String setting, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("sink." + setting + " must be " + expected + ", found " + found);
        }
    }
}
