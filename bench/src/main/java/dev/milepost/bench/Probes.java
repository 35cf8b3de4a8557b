package dev.milepost.bench;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Watches for rows of probes. */
final class Probes {

    private static final long POLL_MILLIS = 50;

    /** A probe is looked for at least so long. */
    private static final long WINDOW_MILLIS = 60_000;

    /** Is told of a probe that has become visible: when it was due, and when it was seen. */
    interface Seen {
        void at(long dueMillis, long seenMillis);
    }

    private final ClickHouseClient client;
    private final Set<String> seen = new HashSet<>();

    Probes(ClickHouseClient client) {
        this.client = client;
    }

    /** Looks until a time; tells of each probe that has become visible. */
    void watch(long untilMillis, Seen probe) throws Exception {
        while (System.currentTimeMillis() < untilMillis) {
            look(probe);
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Waits for the first probe that was due at a time or later; gives when it was seen. */
    long awaitOneSince(long sinceMillis, long mostMillis) throws Exception {
        long end = System.currentTimeMillis() + mostMillis;
        while (System.currentTimeMillis() < end) {
            if (count(sinceMillis) > 0) {
                return System.currentTimeMillis();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IllegalStateException("No row has become visible within " + mostMillis / 1_000 + " s");
    }

    private void look(Seen probe) throws ClickHouseFailure {
        long now = System.currentTimeMillis();
        for (Map<String, String> row : client.query("SELECT event_id, toUnixTimestamp64Milli(event_time) AS due FROM "
                + Migrator.STORE + ".events WHERE " + isProbeSince(now - WINDOW_MILLIS))) {
            if (seen.add(row.get("event_id"))) {
                probe.at(Long.parseLong(row.get("due")), System.currentTimeMillis());
            }
        }
    }

    private long count(long sinceMillis) throws ClickHouseFailure {
        return Long.parseLong(client.query(
                        "SELECT count() AS n FROM " + Migrator.STORE + ".events WHERE " + isProbeSince(sinceMillis))
                .get(0)
                .get("n"));
    }

    private static String isProbeSince(long millis) {
        return "stream = 'clickstream' AND startsWith(entity_id, '" + OpenLoad.PROBE
                + "') AND event_time >= fromUnixTimestamp64Milli(" + millis + ")";
    }
}
