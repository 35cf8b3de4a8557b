package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import java.time.Duration;

/** Inserts through the client, and sorts its failures. */
public final class ClickHouseInserter implements BlockInserter {

    private final ClickHouseClient client;

    private ClickHouseInserter(ClickHouseClient client) {
        this.client = client;
    }

    /**
     * A factory of inserters into the store of that server.
     *
     * @param timeout how long an insert may be without an answer: {@link SinkSettings#insertTimeout}
     */
    public static Factory factory(ClickHouseUrl url, String user, String password, Duration timeout) {
        return () -> new ClickHouseInserter(ClickHouseClient.of(url, user, password, timeout));
    }

    @Override
    public void insert(String table, byte[] header, byte[] rows, String token) throws InsertFailure {
        try {
            client.insert(table, header, rows, token);
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
