package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.Migrations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class MigratorIT {

    private static Warehouse warehouse;

    @BeforeAll
    static void open() {
        warehouse = Warehouse.open();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @BeforeEach
    void empty() {
        warehouse.drop();
    }

    @Test
    void eachMigrationIsAppliedAndRecordedOnce() throws ClickHouseFailure {
        assertThat(Migrator.migrate(warehouse.client()))
                .isEqualTo(Migrations.all().size());
        assertThat(Migrator.migrate(warehouse.client())).isZero();

        assertThat(warehouse.text("SELECT version, name, checksum FROM milepost_store.migrations ORDER BY version"))
                .isEqualTo(String.join(
                        "\n",
                        Migrations.all().stream()
                                .map(migration ->
                                        migration.version() + "\t" + migration.name() + "\t" + migration.checksum())
                                .toList()));
    }

    @Test
    void startersSideBySideMakeOneWarehouse() throws ClickHouseFailure {
        // The other starter does everything after this one has read what is missing, and before it begins.
        Sql overtaken = new Sql() {
            @Override
            public void execute(String sql) throws ClickHouseFailure {
                warehouse.client().execute(sql);
            }

            @Override
            public List<Map<String, String>> query(String sql) throws ClickHouseFailure {
                List<Map<String, String>> before = warehouse.client().query(sql);
                Migrator.migrate(warehouse.client());
                return before;
            }
        };

        assertThat(new Migrator(overtaken, Migrations.all()).migrate()).isZero();

        assertThat(warehouse.text("SELECT count() FROM milepost_store.migrations"))
                .isEqualTo(Integer.toString(Migrations.all().size()));
        assertThat(Migrator.migrate(warehouse.client())).isZero();
    }

    @Test
    void ofManyStartersAtOnceOneMakesTheWarehouse() throws Exception {
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> applied = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                applied.add(starters.submit(() -> {
                    try (ClickHouseClient client = warehouse.anotherClient()) {
                        return Migrator.migrate(client);
                    }
                }));
            }
            int sum = 0;
            for (Future<Integer> each : applied) {
                sum += each.get();
            }
            assertThat(sum).isEqualTo(Migrations.all().size());
        } finally {
            starters.shutdownNow();
        }
        assertThat(warehouse.text("SELECT sorting_key FROM system.tables WHERE database = 'milepost_store'"
                        + " AND name = 'credits'"))
                .isEqualTo("user_id, conversion_id, touch_id, anonymous_id, touch_millis");
        assertThat(warehouse.text("EXISTS milepost_store.migrating")).isEqualTo("0");
    }

    @Test
    void aWarehouseMadeByOtherFilesIsRefused() throws ClickHouseFailure {
        Migrator.migrate(warehouse.client());
        warehouse
                .client()
                .execute("ALTER TABLE milepost_store.migrations UPDATE checksum = 'feedfacefeedface' WHERE version = 2"
                        + " SETTINGS mutations_sync = 1");

        assertThatThrownBy(() -> Migrator.migrate(warehouse.client()))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V002__views.sql")
                .hasMessageContaining("checksum feedfacefeed");
    }

    @Test
    void dataSurviveASecondStart() throws ClickHouseFailure {
        Migrator.migrate(warehouse.client());
        warehouse.insert(Rows.credit("t1"), 1, false);
        Migrator.migrate(warehouse.client());

        assertThat(warehouse.text("SELECT count() FROM milepost_store.credits")).isEqualTo("1");
    }

    @Test
    void creditsOfBeforeTheirKeyGrewGetTheDeviceOfTheirTouch() throws ClickHouseFailure {
        new Migrator(warehouse.client(), Migrations.all().subList(0, 3)).migrate();
        for (String store : List.of("milepost_store", "milepost_store_b")) {
            warehouse
                    .engine()
                    .execute(
                            "INSERT INTO " + store + ".touches (anonymous_id, touch_id, user_id, revision)"
                                    + " VALUES ('phone', 't1', 'u', 1), ('laptop', 't2', 'u', 1), ('kiosk', 't1', 'v', 1)",
                            "INSERT INTO " + store
                                    + ".credits (user_id, conversion_id, touch_id, first_minor, revision, is_deleted)"
                                    + " VALUES ('u', 'c', 't1', 10, 7, 0), ('u', 'c', 't2', 5, 8, 0), ('v', 'c', 't1', 3, 9, 0),"
                                    + " ('u', 'd', '', 2, 10, 0), ('u', 'e', 't2', 1, 11, 0), ('u', 'e', 't2', 1, 12, 1)");
        }
        Migrator.migrate(warehouse.client());

        for (String store : List.of("milepost_store", "milepost_store_b")) {
            assertThat(warehouse.text(
                            "SELECT user_id, conversion_id, touch_id, anonymous_id, first_minor, revision FROM " + store
                                    + ".credits ORDER BY ALL"))
                    .isEqualTo("""
                            u\tc\tt1\tphone\t10\t7
                            u\tc\tt2\tlaptop\t5\t8
                            u\td\t\t\t2\t10
                            v\tc\tt1\tkiosk\t3\t9""");
        }
    }

    @Test
    void entriesOfBeforeTheyWereNumberedGetTheirPlaceInTheChain() throws ClickHouseFailure {
        new Migrator(warehouse.client(), Migrations.all().subList(0, 13)).migrate();
        for (String store : List.of("milepost_store", "milepost_store_b")) {
            warehouse
                    .engine()
                    .execute("INSERT INTO " + store
                            + ".ledger (reward_id, entry_id, step, effective_at, known_at, revision)"
                            + " VALUES ('r', 'h', 'HELD', 1000, 1000, 2), ('r', 'e', 'EARNED', 1000, 1000, 1),"
                            + " ('r', 'l', 'RELEASED', 2000, 2000, 3), ('r', 'd', 'REVERSED', 2000, 2000, 4),"
                            + " ('r', 'p', 'PAID', 3000, 3000, 5), ('r', 'b', 'REVERSED', 4000, 4000, 6),"
                            + " ('s', 'f', 'EARNED', 1000, 1000, 7), ('s', 'v', 'VOIDED', 1000, 1500, 9),"
                            + " ('s', 'g', 'HELD', 1000, 1000, 8)");
        }
        Migrator.migrate(warehouse.client());

        for (String store : List.of("milepost_store", "milepost_store_b")) {
            assertThat(warehouse.text(
                            "SELECT reward_id, sequence, step, revision FROM " + store + ".ledger FINAL ORDER BY ALL"))
                    .isEqualTo("""
                            r\t1\tEARNED\t1
                            r\t2\tHELD\t2
                            r\t3\tRELEASED\t3
                            r\t4\tREVERSED\t4
                            r\t5\tPAID\t5
                            r\t6\tREVERSED\t6
                            s\t1\tEARNED\t7
                            s\t2\tHELD\t8
                            s\t3\tVOIDED\t9""");
        }
    }
}
