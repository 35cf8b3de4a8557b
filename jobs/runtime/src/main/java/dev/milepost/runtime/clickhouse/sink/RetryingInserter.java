package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.retry.Backoff;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats an insert until it is in, is refused, or calls for a person. A server that is away is waited for without end:
 * the wait is the backpressure, each repetition is counted, and an interruption ends it at once.
 */
final class RetryingInserter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RetryingInserter.class);

    /** Waits. */
    @FunctionalInterface
    interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    private final AbortableInserter inserter;
    private final Backoff backoff;
    private final int unknownErrorRetries;
    private final Duration logEvery;
    private final Counter retries;
    private final LongSupplier nanoClock;
    private final Sleeper sleeper;

    /** When the present insert first failed, by {@code nanoClock}; read by the metrics' thread. */
    private volatile long failingSince;

    private volatile boolean failing;

    RetryingInserter(
            BlockInserter inserter,
            SinkSettings settings,
            Backoff backoff,
            Counter retries,
            LongSupplier nanoClock,
            Sleeper sleeper) {
        this.inserter = new AbortableInserter(inserter, settings.insertTimeout());
        this.backoff = backoff;
        this.unknownErrorRetries = settings.unknownErrorRetries();
        this.logEvery = settings.logEvery();
        this.retries = retries;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
    }

    /**
     * Returns when the rows are in.
     *
     * @throws InsertFailure if the server refuses the rows: of kind {@link FailureKind#REJECT} only
     * @throws WarehouseStopped if no repetition can help
     */
    void insert(String table, byte[] header, byte[] rows, String token)
            throws InsertFailure, WarehouseStopped, InterruptedException {
        int failures = 0;
        int unknown = 0;
        long loggedNanos = 0;
        try {
            while (true) {
                try {
                    inserter.insert(table, header, rows, token);
                    if (failures > 0) {
                        LOG.info("The warehouse took a block of {} after {} repetitions", table, failures);
                    }
                    return;
                } catch (InsertFailure failure) {
                    if (failure.kind() == FailureKind.REJECT) {
                        throw failure;
                    }
                    unknown += failure.kind() == FailureKind.UNKNOWN ? 1 : 0;
                    if (failure.kind() == FailureKind.STOP || unknown > unknownErrorRetries) {
                        throw stopped(table, failure);
                    }
                    long now = nanoClock.getAsLong();
                    if (failures++ == 0) {
                        failingSince = now;
                        failing = true;
                    }
                    retries.inc();
                    long wait = backoff.millis(failures);
                    if (failures == 1 || now - loggedNanos >= logEvery.toNanos()) {
                        loggedNanos = now;
                        LOG.warn(
                                "Failed {} times to insert into {}, next attempt in {} ms: code {}, {}",
                                failures,
                                table,
                                wait,
                                failure.code(),
                                failure.getMessage());
                    }
                    sleeper.sleep(wait);
                }
            }
        } finally {
            failing = false;
        }
    }

    /** How long the present insert has been failing; 0 when all is well. */
    long blockedMillis() {
        return failing ? TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - failingSince) : 0;
    }

    private static WarehouseStopped stopped(String table, InsertFailure failure) {
        return new WarehouseStopped(
                "The warehouse does not take rows of " + table + " (code " + failure.code() + "). What to do: "
                        + ServerErrors.reason(failure.code()) + "; then start the job again from its last checkpoint: "
                        + "nothing is lost. The server said: " + failure.getMessage(),
                failure);
    }

    @Override
    public void close() {
        inserter.close();
    }
}
