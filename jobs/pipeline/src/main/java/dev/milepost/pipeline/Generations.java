package dev.milepost.pipeline;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which start of the pipeline writes, and where: the upper part of every row's revision, and the store.
 *
 * <p>A run that starts without state, or from anything but the latest checkpoint, takes the next generation in the store
 * that is shown, so that its rows win over those of an abandoned one. A run that rebuilds everything from the events
 * takes one in the store that is not shown; when it is done, one entry makes that store the one that the views show, and
 * hides rows of lower generations in it: so a rebuild is visible all at once or not at all.
 *
 * <p>Entries are of three kinds: {@code started}, {@code completed} (shown from then on) and {@code ended} (a bounded run is
 * over). The latest generation of the store that is shown, while it has not ended, is that of a live job.
 */
public final class Generations {

    /** The store that a warehouse has from the start, and the one beside it. */
    private static final List<String> STORES = List.of(Migrator.STORE, Migrator.SECOND_STORE);

    private static final String TABLE = Migrator.STORE + ".generations";

    private final ClickHouseClient client;

    public Generations(ClickHouseClient client) {
        this.client = client;
    }

    /**
     * A generation that was taken.
     *
     * @param number the upper part of its rows' revisions
     * @param store the database that it writes to
     */
    public record Taken(long number, String store) {}

    /**
     * A run whose generation is the latest in its store.
     *
     * @param generation its number
     * @param reason why it was taken, for a person
     * @param since when, by the server's clock
     * @param hasEnded whether it was bounded, and is over: nobody writes in it any more
     */
    public record Writer(long generation, String reason, String since, boolean hasEnded) {}

    /** Takes the next generation, in the store that is shown. */
    public long take(String reason) throws ClickHouseFailure {
        return take(shown(), reason).number();
    }

    /** Takes the next generation, in the store that is not shown, which is emptied. */
    public Taken rebuild(String reason) throws ClickHouseFailure {
        String hidden = other(shown());
        empty(hidden);
        return take(hidden, reason);
    }

    private Taken take(String store, String reason) throws ClickHouseFailure {
        Taken next = new Taken(latest() + 1, store);
        record(next, "started", 0, reason);
        return next;
    }

    /** A run that is bounded is over: nothing is written in its generation any more. */
    public void end(Taken generation, String reason) throws ClickHouseFailure {
        record(generation, "ended", 0, reason);
    }

    /** Who took the latest generation in the store that is shown; empty where nobody has. */
    public Optional<Writer> writer() throws ClickHouseFailure {
        return client
                .query("SELECT generation, anyIf(reason, kind = 'started') AS why, toString(min(recorded_at)) AS since,"
                        + " countIf(kind = 'ended') AS ends FROM " + TABLE + " WHERE store = '" + shown()
                        + "' GROUP BY generation ORDER BY generation DESC LIMIT 1")
                .stream()
                .map(row -> new Writer(
                        Long.parseLong(row.get("generation")),
                        row.get("why"),
                        row.get("since"),
                        !row.get("ends").equals("0")))
                .findFirst();
    }

    /** The greatest generation that has been taken; 0 where there is none. */
    public long latest() throws ClickHouseFailure {
        return Long.parseLong(one("max(generation)"));
    }

    /** The greatest generation that has been taken in a store; 0 where there is none. */
    public long latest(String store) throws ClickHouseFailure {
        return Long.parseLong(one("maxIf(generation, store = '" + store + "')"));
    }

    /** The database whose rows the views show. */
    public String shown() throws ClickHouseFailure {
        return one("argMaxIf(store, floor, floor > 0)").equals(Migrator.SECOND_STORE)
                ? Migrator.SECOND_STORE
                : Migrator.STORE;
    }

    /** Whether the generation was declared complete. */
    public boolean isComplete(long generation) throws ClickHouseFailure {
        return floor() >= generation;
    }

    /** Rows of generations below it are shown to nobody. */
    long floor() throws ClickHouseFailure {
        return Long.parseLong(one("max(floor)"));
    }

    /** The generation has all rows that there should be: its store, and of it no lower one, is shown from now on. */
    public void complete(Taken generation, String reason) throws ClickHouseFailure {
        record(generation, "completed", generation.number(), reason);
    }

    /** Empties the store that is not shown; nobody may be writing to it. */
    public void emptyHidden() throws ClickHouseFailure {
        empty(other(shown()));
    }

    private void empty(String store) throws ClickHouseFailure {
        for (TableContract table : Tables.all()) {
            client.execute("TRUNCATE TABLE " + store + "." + table.table());
        }
        for (String table : Tables.FILLED_BY_THE_SERVER) {
            client.execute("TRUNCATE TABLE " + store + "." + table);
        }
    }

    private static String other(String store) {
        return STORES.get(1 - STORES.indexOf(store));
    }

    private String one(String expression) throws ClickHouseFailure {
        List<Map<String, String>> rows = client.query("SELECT " + expression + " AS one FROM " + TABLE);
        return rows.get(0).get("one");
    }

    private void record(Taken generation, String kind, long floor, String reason) throws ClickHouseFailure {
        client.execute("INSERT INTO " + TABLE + " (generation, kind, floor, store, reason) VALUES ("
                + generation.number() + ", '" + kind + "', " + floor + ", '" + generation.store() + "', '"
                + reason.replace("\\", "\\\\").replace("'", "\\'") + "')");
    }
}
