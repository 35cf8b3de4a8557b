package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import java.time.Duration;

/** Inserts through the client, and sorts its failures. */
public final class ClickHouseInserter implements BlockInserter {

    private final ClickHouseClient client;
    private final String store;

    private ClickHouseInserter(ClickHouseClient client, String store) {
        this.client = client;
        this.store = store;
    }

    /** As the other, into the store that a warehouse has from the start. */
    public static Factory factory(ClickHouseUrl url, String user, String password, Duration timeout) {
        return factory(url, user, password, Migrator.STORE, timeout);
    }

    /**
     * A factory of inserters into a store of that server.
     *
     * @param store the database: {@link Migrator#STORE} or {@link Migrator#SECOND_STORE}
     * @param timeout how long an insert may be without an answer: {@link SinkSettings#insertTimeout}
     */
    public static Factory factory(ClickHouseUrl url, String user, String password, String store, Duration timeout) {
        return () -> new ClickHouseInserter(ClickHouseClient.of(url, user, password, timeout), store);
    }

    @Override
    public void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure {
        try {
            client.insert(store, table, header, rows, token);
        } catch (ClickHouseFailure failure) {
            throw failure.isTransport()
                    ? InsertFailure.unreachable(failure.getMessage() + " (" + root(failure) + ")", failure)
                    : InsertFailure.ofServer(failure.code(), failure.getMessage(), failure);
        }
    }

    /** The client's own words say that a request failed; the last cause says why. */
    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    @Override
    public void close() {
        client.close();
    }
}
