package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import java.util.List;
import java.util.Map;

/**
 * Which start of the pipeline writes: the upper part of every row's revision.
 *
 * <p>A run that starts without state, or from anything but the latest checkpoint, takes the next generation, so that its
 * rows win over those of an abandoned one. A run that rebuilt everything from the events sets a floor when it is done: the
 * views hide rows of lower generations.
 */
public final class Generations {

    private final ClickHouseClient client;

    public Generations(ClickHouseClient client) {
        this.client = client;
    }

    /** Takes the next generation. */
    public long take(String reason) throws ClickHouseFailure {
        long next = latest() + 1;
        record(next, "started", 0, reason);
        return next;
    }

    /** The greatest generation that has been taken; 0 where there is none. */
    public long latest() throws ClickHouseFailure {
        List<Map<String, String>> rows =
                client.query("SELECT max(generation) AS latest FROM " + Migrator.STORE + ".generations");
        return Long.parseLong(rows.get(0).get("latest"));
    }

    /** The generation has all rows that there should be: those of lower ones are hidden from now on. */
    public void complete(long generation, String reason) throws ClickHouseFailure {
        record(generation, "completed", generation, reason);
    }

    private void record(long generation, String kind, long floor, String reason) throws ClickHouseFailure {
        client.execute("INSERT INTO " + Migrator.STORE + ".generations (generation, kind, floor, reason) VALUES ("
                + generation + ", '" + kind + "', " + floor + ", '"
                + reason.replace("\\", "\\\\").replace("'", "\\'") + "')");
    }
}
