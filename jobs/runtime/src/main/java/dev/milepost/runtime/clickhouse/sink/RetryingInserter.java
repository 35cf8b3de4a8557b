package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.retry.Backoff;
import dev.milepost.runtime.retry.Patience;
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

    private final AbortableInserter inserter;
    private final Patience patience;
    private final int unknownErrorRetries;

    RetryingInserter(
            BlockInserter inserter,
            SinkSettings settings,
            Backoff backoff,
            Counter retries,
            LongSupplier nanoClock,
            Patience.Sleeper sleeper) {
        this.inserter = new AbortableInserter(inserter, settings.insertTimeout());
        this.patience = new Patience(backoff, settings.logEvery(), retries, nanoClock, sleeper);
        this.unknownErrorRetries = settings.unknownErrorRetries();
    }

    /**
     * Returns when the rows are in.
     *
     * @throws InsertFailure if the server refuses the rows: of kind {@link FailureKind#REJECT} only
     * @throws WarehouseStopped if no repetition can help
     */
    void insert(String table, byte[] header, byte[] rows, String token)
            throws InsertFailure, WarehouseStopped, InterruptedException {
        int unknown = 0;
        patience.begin();
        try {
            while (true) {
                try {
                    inserter.insert(table, header, rows, token);
                    if (patience.failures() > 0) {
                        LOG.info("The warehouse took a block of {} after {} repetitions", table, patience.failures());
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
                    patience.failed((failures, waitMillis) -> LOG.warn(
                            "Failed {} times to insert into {}, next attempt in {} ms: code {}, {}",
                            failures,
                            table,
                            waitMillis,
                            failure.code(),
                            failure.getMessage()));
                }
            }
        } finally {
            patience.end();
        }
    }

    /** How long the present insert has been failing; 0 when all is well. */
    long blockedMillis() {
        return patience.blockedMillis();
    }

    private static WarehouseStopped stopped(String table, InsertFailure failure) {
        if (failure.code() == InsertFailure.NO_CODE) {
            return new WarehouseStopped(failure.getMessage(), failure);
        }
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
