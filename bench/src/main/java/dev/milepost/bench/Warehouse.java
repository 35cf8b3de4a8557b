package dev.milepost.bench;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;

/** The warehouse between runs: each finds empty tables, and leaves as many rows as the others. */
final class Warehouse {

    private final ClickHouseClient client;
    private long expected = -1;

    Warehouse(ClickHouseClient client) throws ClickHouseFailure {
        this.client = client;
        Migrator.migrate(client);
    }

    /** Empties the tables and takes a generation. */
    long next() throws ClickHouseFailure {
        for (TableContract table : Tables.all()) {
            client.execute("TRUNCATE TABLE " + Migrator.STORE + "." + table.table());
        }
        for (String table : Tables.FILLED_BY_THE_SERVER) {
            client.execute("TRUNCATE TABLE " + Migrator.STORE + "." + table);
        }
        return new Generations(client).take("bench");
    }

    /**
     * Counts what the run has left: a run that does less than the others measures nothing.
     *
     * @throws IllegalStateException where it is not what the runs before it left
     */
    void check(String run) throws ClickHouseFailure {
        long events = count("events");
        long credits = count("credits");
        if (events == 0 || credits == 0) {
            throw new IllegalStateException(run + " has left " + events + " events and " + credits + " credits");
        }
        long left = 31 * events + credits;
        if (expected >= 0 && left != expected) {
            throw new IllegalStateException(run + " has left " + events + " events and " + credits
                    + " credits, not what the run before it left");
        }
        expected = left;
    }

    /**
     * Counts what a run has left that judges referrals itself.
     *
     * @throws IllegalStateException where it has judged nothing, so that it measures nothing
     */
    void checkVerdicts(String run) throws ClickHouseFailure {
        long verdicts = count("fraud_verdicts");
        if (verdicts == 0 || count("bindings") == 0) {
            throw new IllegalStateException(
                    run + " has left " + verdicts + " verdicts of " + count("bindings") + " referrals");
        }
    }

    /** How many rows a table has. */
    long count(String table) throws ClickHouseFailure {
        return Long.parseLong(client.query("SELECT count() AS n FROM milepost." + table)
                .get(0)
                .get("n"));
    }
}
