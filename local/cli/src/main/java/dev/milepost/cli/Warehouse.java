package dev.milepost.cli;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.Migrations;
import java.nio.file.Path;
import java.time.Duration;

/** An open warehouse, brought to this release's tables: the embedded engine behind its front, or a server. */
final class Warehouse implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofHours(6);

    private final EmbeddedClickHouse engine;
    private final ClickHouseFront front;
    private final ClickHouseClient client;
    private final PipelineRun.Warehouse target;
    private final String name;

    private Warehouse(EmbeddedClickHouse engine, ClickHouseFront front, PipelineRun.Warehouse target, String name) {
        this.engine = engine;
        this.front = front;
        this.target = target;
        this.name = name;
        this.client = another();
    }

    /**
     * Opens the embedded engine.
     *
     * @param folder made where it is not there
     * @param port of its HTTP interface; 0 takes any that is free
     */
    static Warehouse embedded(Path folder, int port) {
        return open(folder, port).migrated();
    }

    private static Warehouse open(Path folder, int port) {
        EmbeddedClickHouse engine = EmbeddedClickHouse.open(folder);
        ClickHouseFront front = null;
        try {
            front = ClickHouseFront.start(engine, port);
            PipelineRun.Warehouse target =
                    new PipelineRun.Warehouse(ClickHouseUrl.parse(front.jdbcUrl()), "default", "");
            return new Warehouse(engine, front, target, engine.directory().toString());
        } catch (RuntimeException e) {
            if (front != null) {
                front.close();
            }
            engine.close();
            throw e;
        }
    }

    /** Opens a folder that holds a warehouse, at rest, as it is: nothing is migrated. */
    static Warehouse resting(Path folder) {
        return open(folder, 0);
    }

    /** Uses a server as it is: nothing is migrated. */
    static Warehouse serverAsItIs(PipelineRun.Warehouse target) {
        return new Warehouse(null, null, target, target.url().toString());
    }

    /** Uses a server. */
    static Warehouse server(PipelineRun.Warehouse target) {
        return new Warehouse(null, null, target, target.url().toString()).migrated();
    }

    private Warehouse migrated() {
        try {
            if (isEmbedded()) {
                // Its folder is locked: who was preparing it has died.
                Migrator.migrateAlone(new EngineSql(engine, client));
            } else {
                Migrator.migrate(client);
            }
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Sees to it that the tables are there, and are this release's.
     *
     * @throws CommandFailure where they are not
     */
    void requireTables() throws ClickHouseFailure {
        if (BackfillSummary.number(
                        client, "SELECT count() AS n FROM system.databases WHERE name = '" + SqlTarget.DATABASE + "'")
                == 0) {
            throw new CommandFailure(ExitCode.NOTHING_THERE, "The warehouse in " + name + " has no tables yet.");
        }
        long applied =
                BackfillSummary.number(client, "SELECT max(version) AS n FROM " + Migrator.STORE + ".migrations");
        int known = Migrations.all().size();
        if (applied != known) {
            throw new CommandFailure(
                    ExitCode.FAILURE,
                    "The warehouse in " + name + " is at migration " + applied + ", and this release at "
                            + known
                            + (applied < known
                                    ? ". Start the stack on it, or run a backfill into it, once: either migrates it."
                                    : ": a later release has written to it. Use that one."));
        }
    }

    ClickHouseClient client() {
        return client;
    }

    /** A client for a statement over everything that is shown, which may be without an answer for long; the caller closes it. */
    ClickHouseClient patient() {
        return client(PATIENCE);
    }

    /** A client of its own for who reads beside this one; the caller closes it. */
    ClickHouseClient another() {
        return client(ClickHouseClient.DEFAULT_TIMEOUT);
    }

    private ClickHouseClient client(Duration timeout) {
        return ClickHouseClient.unlogged(target.url(), target.user(), target.password(), timeout);
    }

    PipelineRun.Warehouse target() {
        return target;
    }

    /** The folder, absolute, or the server's JDBC URL. */
    String name() {
        return name;
    }

    boolean isEmbedded() {
        return engine != null;
    }

    @Override
    public void close() {
        client.close();
        if (front != null) {
            front.close();
            engine.close();
        }
    }
}
