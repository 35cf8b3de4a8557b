package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.Migrations;
import java.util.List;
import java.util.Map;
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

        assertThat(new Migrator(overtaken, Migrations.all()).migrate())
                .isEqualTo(Migrations.all().size());

        assertThat(warehouse.text("SELECT count() FROM milepost_store.migrations"))
                .isEqualTo(Integer.toString(Migrations.all().size()));
        assertThat(Migrator.migrate(warehouse.client())).isZero();
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
}
