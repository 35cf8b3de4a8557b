package dev.milepost.runtime.clickhouse;

import dev.milepost.schemas.Migrations.Migration;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One starter at a time makes the warehouse: a slower one that is behind would undo what a later migration did to the same
 * table. The lock is a table, because creating one is what the server does once only; its comment says what is being done,
 * and is renewed with every statement.
 *
 * <p>A starter that dies leaves the table. It is taken from it where nothing was renewed for {@link #LEASE_SECONDS}; should
 * a statement take longer, or two starters find it left behind in the same instant, two are side by side.
 */
final class MigrationLock implements AutoCloseable {

    static final int LEASE_SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(MigrationLock.class);

    private static final String NAME = "migrating";
    private static final String TABLE = Migrator.STORE + "." + NAME;
    private static final int TABLE_ALREADY_EXISTS = 57;
    private static final long PAUSE_MILLIS = 300;

    private final Sql sql;

    private MigrationLock(Sql sql) {
        this.sql = sql;
    }

    /** Whoever has it is gone: for one that has the whole warehouse to itself. */
    static void clear(Sql sql) throws ClickHouseFailure {
        sql.execute("DROP TABLE IF EXISTS " + TABLE);
    }

    /** Waits until no other starter has it. */
    static MigrationLock take(Sql sql) throws ClickHouseFailure {
        boolean told = false;
        while (true) {
            try {
                sql.execute(
                        "CREATE TABLE " + TABLE + " (none UInt8 COMMENT 'Nothing.') ENGINE = Memory COMMENT 'started'");
                return new MigrationLock(sql);
            } catch (ClickHouseFailure e) {
                if (e.code() != TABLE_ALREADY_EXISTS) {
                    throw e;
                }
            }
            if (isLeftBehind(sql)) {
                LOG.warn("Whoever prepared the warehouse has not been heard of for {} s: going on", LEASE_SECONDS);
                clear(sql);
            } else {
                if (!told) {
                    LOG.info("Somebody else prepares the warehouse: waiting");
                    told = true;
                }
                pause();
            }
        }
    }

    /** By the server's clock. */
    private static boolean isLeftBehind(Sql sql) throws ClickHouseFailure {
        List<Map<String, String>> found =
                sql.query("SELECT dateDiff('second', metadata_modification_time, now()) AS age"
                        + " FROM system.tables WHERE database = '" + Migrator.STORE + "' AND name = '" + NAME + "'");
        return !found.isEmpty() && Long.parseLong(found.get(0).get("age")) > LEASE_SECONDS;
    }

    /** Still here, and about to carry out a statement of that migration. */
    void renew(Migration migration, int line) throws ClickHouseFailure {
        sql.execute("ALTER TABLE " + TABLE + " MODIFY COMMENT '" + migration.name() + ", line " + line + "'");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MigrationException(
                    "The start was interrupted while it waited for another to prepare the warehouse", e);
        }
    }

    @Override
    public void close() throws ClickHouseFailure {
        clear(sql);
    }
}
