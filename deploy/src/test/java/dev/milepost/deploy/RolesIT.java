package dev.milepost.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.milepost.engine.ClickHouseFront;
import dev.milepost.engine.EmbeddedClickHouse;
import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.schemas.Migrations;
import dev.milepost.schemas.TableContract;
import dev.milepost.schemas.Tables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** ClickHouse's roles, as the engine reads them from the very file that servers are given. */
class RolesIT {

    private static final String CONFIG = "milepost.engine.config";
    private static final int ACCESS_DENIED = 497;

    @TempDir
    private static Path folder;

    private static EmbeddedClickHouse engine;

    @BeforeAll
    static void theWriterMakesTheWarehouse() throws Exception {
        configure("milepost_writer", "milepost_reader");
        try (EmbeddedClickHouse writers = open();
                ClickHouseFront front = ClickHouseFront.start(writers, 0);
                ClickHouseClient client = ClickHouseClient.of(ClickHouseUrl.parse(front.jdbcUrl()), "", "")) {
            // The user has these two roles, and the reader's is part of the writer's: so it is done by the writer's
            // rights.
            assertThat(Migrator.migrate(client)).isEqualTo(Migrations.all().size());
            Generations generations = new Generations(client);
            generations.take("a start");
            Generations.Taken rebuilt = generations.rebuild("a rebuild");
            generations.complete(rebuilt, "a rebuild");
            assertThat(generations.shown()).isEqualTo(Migrator.SECOND_STORE);
            client.execute(
                    "INSERT INTO milepost_store_b.events (stream, entity_id, event_id, revision) VALUES ('signups', 'u', 'e', 1)");
            client.execute("INSERT INTO milepost_store.pipeline_metrics SELECT * FROM milepost_store.pipeline_metrics");
            assertThat(denied(writers, "milepost_writer", "ALTER TABLE milepost_store.ledger DELETE WHERE 1"))
                    .isTrue();
            assertThat(denied(writers, "milepost_writer", "DROP DATABASE milepost_store"))
                    .isTrue();
            assertThat(denied(writers, "milepost_writer", "CREATE USER other")).isTrue();
        }
        configure("milepost_writer", "milepost_reader", "milepost_eraser");
        engine = open();
    }

    @AfterAll
    static void close() {
        System.clearProperty(CONFIG);
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    void aReaderReadsEveryViewAndNoTable() {
        List<String> views = engine.query("SELECT name FROM system.tables WHERE database = 'milepost'"
                        + " AND NOT match(create_table_query, '\\\\{\\\\w+:')")
                .lines()
                .toList();
        assertThat(views).hasSizeGreaterThan(40);
        for (String view : views) {
            assertThatCode(() -> as("milepost_reader", "EXPLAIN SELECT * FROM milepost." + view))
                    .as(view)
                    .doesNotThrowAnyException();
        }
        as("milepost_reader", "SELECT * FROM milepost.liability(as_of = now(), known_at = now()) FORMAT Null");
        // What the console asks before it starts.
        assertThat(as("milepost_reader", "SELECT max(version) FROM milepost_store.migrations"))
                .isEqualTo(Integer.toString(Migrations.all().size()));
        assertThat(as("milepost_reader", "SELECT count() FROM system.databases WHERE name = 'milepost'"))
                .isEqualTo("1");
        for (TableContract table : Tables.all()) {
            assertThat(denied("milepost_reader", "SELECT * FROM milepost_store." + table.table()))
                    .isTrue();
        }
    }

    @Test
    void aReaderCannotWrite() {
        for (String statement : List.of(
                "INSERT INTO milepost_store.generations (generation, kind, floor) SELECT 9, 'completed', 9",
                "TRUNCATE TABLE milepost_store.ledger",
                "DROP VIEW milepost.ledger",
                "ALTER TABLE milepost_store.ledger DELETE WHERE 1",
                "CREATE TABLE milepost.mine (x Int32) ENGINE = Memory",
                "CREATE VIEW milepost.mine AS SELECT 1",
                "SELECT * FROM url('http://127.0.0.1:1', CSV, 'x String')",
                "SELECT * FROM file('x.csv', CSV, 'x String')",
                "SYSTEM SHUTDOWN")) {
            assertThat(denied("milepost_reader", statement)).as(statement).isTrue();
        }
    }

    @Test
    void anEraserDeletesAndWritesNothing() {
        for (String store : List.of(Migrator.STORE, Migrator.SECOND_STORE)) {
            for (TableContract table : Tables.all()) {
                as("milepost_eraser", "ALTER TABLE " + store + "." + table.table() + " DELETE WHERE 0");
                String insert =
                        "INSERT INTO " + store + "." + table.table() + " SELECT * FROM " + store + "." + table.table();
                assertThat(denied("milepost_eraser", insert)).as(insert).isTrue();
            }
        }
        assertThat(denied("milepost_eraser", "DROP TABLE milepost_store.ledger"))
                .isTrue();
        assertThat(denied("milepost_eraser", "TRUNCATE TABLE milepost_store.generations"))
                .isTrue();
    }

    @Test
    void theEngineKnowsTheReadersBoundsAndTheUsers() {
        assertThat(
                        engine.query(
                                "SELECT setting_name, value, min, max FROM system.settings_profile_elements WHERE profile_name ="
                                        + " 'milepost_reader' AND setting_name IN ('readonly', 'max_execution_time') ORDER BY ALL FORMAT TSV"))
                .isEqualTo("max_execution_time\t120\t1\t300\nreadonly\t2\t\\N\t\\N");
        assertThat(
                        engine.query(
                                "SELECT quota_name, max_queries FROM system.quota_limits WHERE quota_name LIKE 'milepost%' ORDER BY 1"))
                .isEqualTo("milepost_eraser\t10000\nmilepost_reader\t100000\nmilepost_writer\t\\N");
        assertThat(engine.query("SELECT name, auth_type FROM system.users WHERE name LIKE 'milepost%' ORDER BY 1"))
                .isEqualTo(
                        "milepost_eraser\t['sha256_password']\nmilepost_reader\t['sha256_password']\nmilepost_writer\t['sha256_password']");
    }

    @Test
    void everyTableThatARoleNamesExists() {
        Matcher named = Pattern.compile(" ON ((?:milepost\\w*|system)\\.\\w+)<").matcher(users());
        int names = 0;
        while (named.find()) {
            as(
                    "milepost_writer",
                    "SELECT * FROM "
                            + named.group(1)
                                    .replace("system.mutations", "system.tables")
                                    .replace("system.parts", "system.tables")
                            + " LIMIT 0");
            names++;
        }
        assertThat(names).isGreaterThanOrEqualTo(6);
    }

    @Test
    void everyUserHasARoleAProfileAQuotaAndAHash() {
        String users = users();
        for (String name : List.of("milepost_writer", "milepost_reader", "milepost_eraser")) {
            assertThat(users)
                    .contains("<profile>" + name + "</profile>")
                    .contains("<quota>" + name + "</quota>")
                    .contains("<query>GRANT " + name + "</query>")
                    .contains("incl=\"" + name + "_hash\"");
            assertThat(Deployed.text(folder.resolve("secrets/clickhouse-users.xml")))
                    .containsPattern("<" + name + "_hash>[0-9a-f]{64}</" + name + "_hash>");
        }
    }

    private static String as(String role, String statement) {
        return as(engine, role, statement);
    }

    private static String as(EmbeddedClickHouse server, String role, String statement) {
        return server.query("SET ROLE " + role + "; " + statement);
    }

    private static boolean denied(String role, String statement) {
        return denied(engine, role, statement);
    }

    private static boolean denied(EmbeddedClickHouse server, String role, String statement) {
        try {
            as(server, role, statement);
            return false;
        } catch (RuntimeException e) {
            assertThat(e).as(statement).hasMessageContaining("Code: " + ACCESS_DENIED);
            return true;
        }
    }

    private static EmbeddedClickHouse open() {
        return EmbeddedClickHouse.open(folder.resolve("warehouse"));
    }

    private static String users() {
        return Deployed.text(Deployed.DEPLOY.resolve("clickhouse/users.d/milepost.xml"));
    }

    /** A server whose only user for us has these roles, beside those of the deployed file and their secrets. */
    private static void configure(String... roles) throws Exception {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Path maker = secrets.resolve("make.sh");
        if (!Files.exists(maker)) {
            Files.copy(Deployed.DEPLOY.resolve("secrets/make.sh"), maker);
            assertThat(new ProcessBuilder("bash", maker.toString())
                            .inheritIO()
                            .start()
                            .waitFor())
                    .isZero();
        }
        Path extra = Files.createDirectories(folder.resolve("users.d"));
        String hashes = secrets.resolve("clickhouse-users.xml").toString();
        Files.writeString(
                extra.resolve("milepost.xml"), users().replace("/run/secrets/milepost/clickhouse-users.xml", hashes));
        // The engine's front hands it what an INSERT brings as a file.
        StringBuilder grants = new StringBuilder("<query>GRANT front</query>");
        for (String role : roles) {
            grants.append("<query>GRANT ").append(role).append("</query>");
        }
        Path main = Files.writeString(
                folder.resolve("users.xml"),
                "<clickhouse><profiles><default/></profiles>"
                        + "<quotas><default/></quotas><users><default><password/><networks><ip>::/0</ip></networks>"
                        + "<profile>default</profile><quota>default</quota><grants>" + grants
                        + "</grants></default></users>"
                        + "<roles><front><grants><query>GRANT READ ON FILE</query>"
                        + "<query>GRANT SHOW ACCESS ON *.*</query></grants></front></roles></clickhouse>");
        Path config = Files.writeString(
                folder.resolve("config.xml"), "<clickhouse><users_config>" + main + "</users_config></clickhouse>");
        System.setProperty(CONFIG, config.toString());
    }
}
