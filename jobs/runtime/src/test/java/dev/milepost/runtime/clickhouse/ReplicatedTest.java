package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.clickhouse.SqlScript.Statement;
import dev.milepost.schemas.Migrations;
import dev.milepost.schemas.Migrations.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ReplicatedTest {

    private static final String CLUSTER = "milepost";
    private static final Pattern QUOTED = Pattern.compile("'(?:\\\\.|''|[^'\\\\])*'");

    @Test
    void aTableGetsTheReplicatedEngineAndAWindowThatReplicasShare() {
        assertThat(one("""
                        CREATE TABLE IF NOT EXISTS milepost_store.t
                        (
                            id String COMMENT 'Not ENGINE = MergeTree, nor non_replicated_deduplication_window = 1; it\\'s a text.',
                            revision UInt64 -- ENGINE = MergeTree
                        )
                        ENGINE = ReplacingMergeTree(revision, is_deleted)
                        ORDER BY id
                        SETTINGS non_replicated_deduplication_window = 10000
                        COMMENT 'A table.'""")).isEqualTo("""
                        CREATE TABLE IF NOT EXISTS milepost_store.t
                        (
                            id String COMMENT 'Not ENGINE = MergeTree, nor non_replicated_deduplication_window = 1; it\\'s a text.',
                            revision UInt64 -- ENGINE = MergeTree
                        )
                        ENGINE = ReplicatedReplacingMergeTree(revision, is_deleted)
                        ORDER BY id
                        SETTINGS replicated_deduplication_window = 10000, replicated_deduplication_window_seconds = 604800
                        COMMENT 'A table.'""");
    }

    @Test
    void aDatabaseIsMadeOnEachServerAndKeptAlike() {
        assertThat(one("CREATE DATABASE IF NOT EXISTS milepost"))
                .isEqualTo("CREATE DATABASE IF NOT EXISTS milepost ON CLUSTER 'milepost' ENGINE ="
                        + " Replicated('/clickhouse/databases/milepost', '{shard}', '{replica}')");
    }

    @Test
    void allTablesOfTheMigrationsAreReplicatedAndNothingElseIsChanged() {
        int tables = 0;
        for (Statement statement : shipped()) {
            String plain = statement.sql();
            String replicated = String.join(",", Replicated.statements(plain, CLUSTER));
            String bare = unquoted(replicated);
            assertThat(bare).doesNotContainPattern("(?<!Replicated)(Replacing|= )MergeTree");
            assertThat(bare).doesNotContain("non_replicated");
            if (plain.startsWith("CREATE TABLE") && unquoted(plain).contains("ENGINE")) {
                tables++;
                assertThat(bare).contains("MergeTree");
                assertThat(bare.contains("replicated_deduplication_window_seconds = 604800"))
                        .isEqualTo(unquoted(plain).contains("non_replicated_deduplication_window"));
            } else if (!plain.startsWith("CREATE DATABASE") && !replicated.contains(",ALTER TABLE")) {
                assertThat(replicated).isEqualTo(plain);
            }
            assertThat(quotes(replicated)).containsAll(quotes(plain));
        }
        assertThat(tables).isGreaterThanOrEqualTo(33);
    }

    @Test
    void theDatabasesAreThoseOfTheMigrations() {
        TreeSet<String> made = new TreeSet<>();
        for (Statement statement : shipped()) {
            Matcher database = Pattern.compile("^CREATE (?:OR REPLACE )?\\w+(?: VIEW)? IF NOT EXISTS (\\w+)[.\\s]?")
                    .matcher(statement.sql() + " ");
            if (database.find()) {
                made.add(database.group(1));
            }
        }
        assertThat(made).containsExactlyInAnyOrderElementsOf(Replicated.DATABASES);
    }

    /** A replicated database refuses an ALTER that does both: what replicas do by themselves, and what only one does. */
    @Test
    void noAlterMixesCommentsOrSettingsWithOthers() {
        int apart = 0;
        for (Statement statement : shipped()) {
            List<String> made = Replicated.statements(statement.sql(), CLUSTER);
            apart += made.size() - 1;
            for (String bare : made.stream().map(ReplicatedTest::unquoted).toList()) {
                if (!bare.startsWith("ALTER TABLE")) {
                    continue;
                }
                boolean local = bare.contains("COMMENT COLUMN") || bare.contains("MODIFY SETTING");
                boolean shared = Pattern.compile("\\b(ADD|DROP|RENAME|DELETE|UPDATE|MODIFY (COLUMN|ORDER))\\b")
                        .matcher(bare)
                        .find();
                assertThat(local && shared).as(bare).isFalse();
            }
        }
        assertThat(apart).isEqualTo(2);
    }

    @Test
    void commentsOfAnAlterStandApart() {
        assertThat(Replicated.statements(
                        "ALTER TABLE milepost_store.t\n    ADD COLUMN x String COMMENT 'One, COMMENT COLUMN',\n"
                                + "    COMMENT COLUMN y 'Two',\n    COMMENT COLUMN z 'Three'",
                        CLUSTER))
                .containsExactly(
                        "ALTER TABLE milepost_store.t\n    ADD COLUMN x String COMMENT 'One, COMMENT COLUMN'",
                        "ALTER TABLE milepost_store.t\n    COMMENT COLUMN y 'Two',\n    COMMENT COLUMN z 'Three'");
        assertThat(one("ALTER TABLE milepost_store.t COMMENT COLUMN y 'Two'"))
                .isEqualTo("ALTER TABLE milepost_store.t COMMENT COLUMN y 'Two'");
    }

    @Test
    void theWarehouseOfAClusterIsMadeOnAllItsServersAtEveryStart() {
        Server server = new Server("Replicated");
        List<Migration> migrations =
                List.of(Migration.of("V001__store.sql", "CREATE TABLE milepost.a (x Int32) ENGINE = MergeTree;"));

        assertThat(new Migrator(server, migrations, CLUSTER).migrate()).isEqualTo(1);

        assertThat(server.done)
                .startsWith(
                        Replicated.createDatabase("milepost_store", CLUSTER),
                        Replicated.createDatabase("milepost_store_b", CLUSTER),
                        Replicated.createDatabase("milepost", CLUSTER))
                .anyMatch(sql -> sql.startsWith("CREATE TABLE IF NOT EXISTS milepost_store.migrations")
                        && sql.contains("ENGINE = ReplicatedMergeTree ORDER BY version SETTINGS replicated_dedup"))
                .contains("CREATE TABLE milepost.a (x Int32) ENGINE = ReplicatedMergeTree");
    }

    @Test
    void aWarehouseOfOneKindIsNotGoneOnWithAsTheOther() {
        List<Migration> migrations = List.of(Migration.of("V001__store.sql", "CREATE a;"));
        Server cluster = new Server("Replicated");
        assertThatThrownBy(() -> new Migrator(cluster, migrations).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("warehouse.cluster");
        assertThat(cluster.done).doesNotContain("CREATE a");

        Server single = new Server("Atomic");
        assertThatThrownBy(() -> new Migrator(single, migrations, CLUSTER).migrate())
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("was made for one server");
        assertThat(single.done).doesNotContain("CREATE a");
    }

    @Test
    void whatCannotBeAClustersNameIsRefused() {
        assertThatThrownBy(() -> new Migrator(new Server("Atomic"), List.of(), "a' SYNC"))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("system.clusters");
    }

    private static String one(String sql) {
        List<String> statements = Replicated.statements(sql, CLUSTER);
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    private static List<Statement> shipped() {
        return Migrations.all().stream()
                .flatMap(migration -> SqlScript.statements(migration.sql()).stream())
                .toList();
    }

    private static String unquoted(String sql) {
        return QUOTED.matcher(sql).replaceAll("''").replaceAll("--[^\n]*", "").replaceAll("\\s+", " ");
    }

    private static List<String> quotes(String sql) {
        List<String> quotes = new ArrayList<>();
        Matcher matcher = QUOTED.matcher(sql);
        while (matcher.find()) {
            quotes.add(matcher.group());
        }
        return quotes;
    }

    /** Has databases of one engine, and no migration applied. */
    private static final class Server implements Sql {

        final List<String> done = new ArrayList<>();
        final String engine;

        Server(String engine) {
            this.engine = engine;
        }

        @Override
        public void execute(String sql) {
            done.add(sql);
        }

        @Override
        public List<Map<String, String>> query(String sql) {
            return sql.contains("system.databases") ? List.of(Map.of("engine", engine)) : List.of();
        }
    }
}
