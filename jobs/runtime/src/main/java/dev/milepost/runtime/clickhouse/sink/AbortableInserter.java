package dev.milepost.runtime.clickhouse.sink;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs inserts in a thread of their own, because a thread that waits for a socket hears no interruption: so a cancelled
 * task ends at once, and a server that never answers is given up after a while.
 *
 * <p>An insert that was given up may still go in later. That is harmless: it carries the token of its repetition, and the
 * same rows with the same revisions.
 */
final class AbortableInserter implements AutoCloseable {

    private final BlockInserter inserter;
    private final Duration timeout;
    private ExecutorService thread = newThread();

    AbortableInserter(BlockInserter inserter, Duration timeout) {
        this.inserter = inserter;
        this.timeout = timeout;
    }

    /** As {@link BlockInserter#insert}, but ends by timeout or interruption. */
    void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure, InterruptedException {
        Future<Void> insert = thread.submit(() -> {
            inserter.insert(table, header, rows, token);
            return null;
        });
        try {
            insert.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            abandon();
            throw e;
        } catch (TimeoutException e) {
            abandon();
            throw InsertFailure.unreachable("The server did not answer within " + timeout.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InsertFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("The insert into " + table + " broke off in the client", e.getCause());
        }
    }

    private void abandon() {
        thread.shutdownNow();
        thread = newThread();
    }

    private static ExecutorService newThread() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "warehouse-insert");
            created.setDaemon(true);
            return created;
        });
    }

    @Override
    public void close() {
        thread.shutdownNow();
        inserter.close();
    }
}
