package dev.milepost.runtime.clickhouse;

import dev.milepost.runtime.clickhouse.SqlScript.Statement;
import dev.milepost.schemas.Migrations;
import dev.milepost.schemas.Migrations.Migration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a warehouse to the tables and views of this release: applies each numbered migration once, in order, and
 * records it with its checksum in {@code milepost_store.migrations}.
 *
 * <p>A warehouse that was made by other files than these (edited, missing, of a later release) is refused and left as it
 * is. Of starters side by side one does it, and the others wait ({@link MigrationLock}). It is run again
 * after a crash: every statement of a migration says IF NOT EXISTS, and
 * a migration is recorded after its last statement.
 */
public final class Migrator {

    /** The database of the tables that the sink writes. */
    public static final String STORE = "milepost_store";

    /** The one beside it, which a rebuild writes while the other is shown, or the other way round. */
    public static final String SECOND_STORE = STORE + "_b";

    private static final Logger LOG = LoggerFactory.getLogger(Migrator.class);

    private static final String LEDGER = STORE + ".migrations";
    private static final String CREATE_STORE = "CREATE DATABASE IF NOT EXISTS " + STORE;
    private static final String CREATE_LEDGER = "CREATE TABLE IF NOT EXISTS " + LEDGER
            + " (version UInt32 COMMENT 'The migration''s number.',"
            + " name String COMMENT 'Its file.',"
            + " checksum String COMMENT 'SHA-256 of its text when it was applied.',"
            + " applied_at DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When, by the server''s clock.')"
            + " ENGINE = MergeTree ORDER BY version SETTINGS non_replicated_deduplication_window = 1000"
            + " COMMENT 'The migrations that made this warehouse.'";

    private final Sql sql;
    private final List<Migration> migrations;
    private final String cluster;

    Migrator(Sql sql, List<Migration> migrations) {
        this(sql, migrations, "");
    }

    /**
     * @param cluster the name of ClickHouse's cluster whose replicas all have the warehouse; empty for one server
     */
    Migrator(Sql sql, List<Migration> migrations, String cluster) {
        if (!cluster.isEmpty() && !Replicated.isName(cluster)) {
            throw new MigrationException("'" + cluster + "' is no name of a cluster: system.clusters lists them");
        }
        this.sql = sql;
        this.migrations = migrations;
        this.cluster = cluster;
    }

    /**
     * Brings the warehouse to this release.
     *
     * @return how many migrations were applied; 0 where it was up to date
     * @throws MigrationException if the warehouse was made by other files, or a statement fails
     */
    public static int migrate(ClickHouseClient client) {
        return new Migrator(client, Migrations.all()).migrate();
    }

    /**
     * As {@link #migrate(ClickHouseClient)}, on a cluster: {@link Replicated}.
     *
     * @param cluster its name in {@code system.clusters}; empty for one server
     * @throws MigrationException also if the warehouse was made for a cluster and none is named, or the other way round
     */
    public static int migrate(ClickHouseClient client, String cluster) {
        return new Migrator(client, Migrations.all(), cluster).migrate();
    }

    /** As {@link #migrate(ClickHouseClient)}, by a process that nobody shares the warehouse with. */
    public static int migrateAlone(Sql sql) {
        return new Migrator(sql, Migrations.all()).alone();
    }

    private int alone() {
        execute(CREATE_STORE);
        try {
            MigrationLock.clear(sql);
        } catch (ClickHouseFailure e) {
            throw notPrepared(e);
        }
        return migrate();
    }

    int migrate() {
        if (cluster.isEmpty()) {
            execute(CREATE_STORE);
        } else {
            Replicated.DATABASES.forEach(name -> execute(Replicated.createDatabase(name, cluster)));
            requireKind();
        }
        made(CREATE_LEDGER).forEach(this::execute);
        if (missing().isEmpty()) {
            return 0;
        }
        if (cluster.isEmpty()) {
            requireKind();
        }
        try (MigrationLock lock = MigrationLock.take(sql)) {
            // Another starter may have been here meanwhile.
            List<Migration> missing = missing();
            missing.forEach(migration -> apply(migration, lock));
            return missing.size();
        } catch (ClickHouseFailure e) {
            throw notPrepared(e);
        }
    }

    /** Nothing is made in the one way beside what was made in the other. */
    private void requireKind() {
        boolean replicated = query("SELECT engine FROM system.databases WHERE name = '" + STORE + "'").stream()
                .anyMatch(row -> Replicated.ENGINE.equals(row.get("engine")));
        if (replicated && cluster.isEmpty()) {
            throw new MigrationException(
                    "This warehouse is of a cluster, and lacks migrations of this release. Start the"
                            + " job first: it applies them, with the setting warehouse.cluster");
        }
        if (!replicated && !cluster.isEmpty()) {
            throw new MigrationException(
                    "This warehouse was made for one server, and is not turned into one of the cluster" + " '" + cluster
                            + "': leave warehouse.cluster empty, or begin with an empty warehouse and rebuild");
        }
    }

    private List<String> made(String statement) {
        return cluster.isEmpty() ? List.of(statement) : Replicated.statements(statement, cluster);
    }

    private List<Migration> missing() {
        Map<Integer, Applied> applied = applied();
        refuseDrift(applied);
        return migrations.stream()
                .filter(migration -> !applied.containsKey(migration.version()))
                .toList();
    }

    private record Applied(String name, String checksum) {}

    private Map<Integer, Applied> applied() {
        Map<Integer, Applied> applied = new TreeMap<>();
        for (Map<String, String> row : query("SELECT DISTINCT version, name, checksum FROM " + LEDGER)) {
            int version = Integer.parseInt(row.get("version"));
            Applied entry = new Applied(row.get("name"), row.get("checksum"));
            Applied other = applied.put(version, entry);
            if (other != null) {
                throw new MigrationException("Two releases have applied version " + version + " to this warehouse side"
                        + " by side, as " + entry.name() + " (" + brief(entry.checksum()) + ") and " + other.name()
                        + " (" + brief(other.checksum())
                        + "). Start again with an empty warehouse, or restore a backup");
            }
        }
        return applied;
    }

    private void refuseDrift(Map<Integer, Applied> applied) {
        int greatest =
                applied.keySet().stream().mapToInt(Integer::intValue).max().orElse(0);
        applied.forEach((version, entry) -> {
            if (migrations.stream().noneMatch(migration -> migration.version() == version)) {
                throw new MigrationException("This warehouse has had " + entry.name() + " applied, which this release"
                        + " lacks: a later release has written to it. Run that release or a newer one, or use another"
                        + " warehouse");
            }
        });
        for (Migration migration : migrations) {
            Applied entry = applied.get(migration.version());
            if (entry == null && migration.version() < greatest) {
                throw new MigrationException("This warehouse lacks " + migration.name() + " although "
                        + applied.get(greatest).name() + " was applied. Migrations are applied in order: give "
                        + migration.name() + " a number after " + greatest + ", or restore a backup");
            }
            boolean same = entry == null
                    || (entry.name().equals(migration.name())
                            && entry.checksum().equals(migration.checksum()));
            if (!same) {
                throw new MigrationException("The migration " + entry.name() + " was applied to this warehouse with"
                        + " another content (" + brief(entry.checksum()) + ") than " + migration.name()
                        + " has in this release (" + brief(migration.checksum()) + "). An applied migration is never"
                        + " edited: restore the file, and put the change into a new migration after "
                        + migrations.get(migrations.size() - 1).name());
            }
        }
    }

    private void apply(Migration migration, MigrationLock lock) {
        List<Statement> statements;
        try {
            statements = SqlScript.statements(migration.sql());
        } catch (IllegalArgumentException e) {
            throw new MigrationException("The migration " + migration.name() + " cannot be read: " + e.getMessage(), e);
        }
        for (Statement statement : statements) {
            try {
                lock.renew(migration, statement.line());
                for (String one : made(statement.sql())) {
                    sql.execute(one);
                }
            } catch (ClickHouseFailure e) {
                throw new MigrationException(
                        "The migration " + migration.name() + " failed at its statement in line " + statement.line()
                                + ". What came before it is done, and running it again is safe. " + e.getMessage(),
                        e);
            }
        }
        record(migration);
        LOG.info("Applied {}", migration.name());
    }

    /** Under a token, so that starters side by side leave one entry. */
    private void record(Migration migration) {
        execute("INSERT INTO " + LEDGER + " (version, name, checksum) SETTINGS async_insert = 0,"
                + " insert_deduplication_token = '" + migration.name() + "/" + migration.checksum() + "' VALUES ("
                + migration.version() + ", '" + migration.name() + "', '" + migration.checksum() + "')");
    }

    private void execute(String statement) {
        try {
            sql.execute(statement);
        } catch (ClickHouseFailure e) {
            throw notPrepared(e);
        }
    }

    private static MigrationException notPrepared(ClickHouseFailure failure) {
        return new MigrationException("The warehouse cannot be prepared. " + failure.getMessage(), failure);
    }

    private List<Map<String, String>> query(String statement) {
        try {
            return sql.query(statement);
        } catch (ClickHouseFailure e) {
            throw new MigrationException("The warehouse cannot be read. " + e.getMessage(), e);
        }
    }

    private static String brief(String checksum) {
        return "checksum " + checksum.substring(0, Math.min(12, checksum.length()));
    }
}
