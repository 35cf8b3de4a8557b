package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.sink.BlockInserter;
import dev.milepost.runtime.clickhouse.sink.InsertFailure;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Stops a live job whose rows nobody would see: a rebuild that it knows nothing of has taken its place, so that the views
 * hide its generation. Without a word it would write on for months, and tell asks and entries that no view has.
 *
 * <p>It asks the warehouse before an insert, at most once in {@link #EVERY}: a commit's inserts follow each other closely.
 */
final class WhileShown implements BlockInserter {

    static final Duration EVERY = Duration.ofSeconds(1);

    private final BlockInserter inserter;
    private final ClickHouseClient client;
    private final Generations generations;
    private final long generation;
    private final LongSupplier nanoClock;
    private volatile long askedNanos;

    WhileShown(BlockInserter inserter, ClickHouseClient client, long generation, LongSupplier nanoClock) {
        this.inserter = inserter;
        this.client = client;
        this.generations = new Generations(client);
        this.generation = generation;
        this.nanoClock = nanoClock;
        this.askedNanos = nanoClock.getAsLong() - EVERY.toNanos();
    }

    /** Inserters of a generation's rows, which stop once it is hidden. */
    static Factory guarding(Factory inserters, PipelineRun.Warehouse warehouse, long generation) {
        ClickHouseUrl url = warehouse.url();
        String user = warehouse.user();
        String password = warehouse.password();
        return () -> new WhileShown(
                inserters.open(), ClickHouseClient.of(url, user, password), generation, System::nanoTime);
    }

    @Override
    public void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure {
        long now = nanoClock.getAsLong();
        if (now - askedNanos >= EVERY.toNanos()) {
            requireShown();
            askedNanos = now;
        }
        inserter.insert(table, header, rows, token);
    }

    private void requireShown() throws InsertFailure {
        long floor;
        try {
            floor = generations.floor();
        } catch (ClickHouseFailure failure) {
            throw failure.isTransport()
                    ? InsertFailure.unreachable(failure.getMessage(), failure)
                    : InsertFailure.ofServer(failure.code(), failure.getMessage(), failure);
        }
        if (floor > generation) {
            throw InsertFailure.pointless("A rebuild, of generation " + floor + ", is shown by the warehouse at "
                    + client.url() + " in place of what this job writes, of generation " + generation
                    + ", so nobody would see its rows. What to do: start the job again from its last checkpoint, for it"
                    + " writes to what is shown then. What it has read since the rebuild looked at the archive is in the"
                    + " archive, and not shown: rebuild once more, with the job stopped before");
        }
    }

    @Override
    public void close() {
        client.close();
        inserter.close();
    }
}
