package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.schemas.Migrations.Migration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class MigratorTest {

    private static final Migration ONE = Migration.of("V001__store.sql", "CREATE a;\nCREATE b;\n");
    private static final Migration TWO = Migration.of("V002__views.sql", "CREATE c;\n");
    private static final Migration THREE = Migration.of("V003__more.sql", "CREATE d;\n");

    private final Server server = new Server();

    @Test
    void eachMigrationIsAppliedOnceInOrder() {
        assertThat(migrate(ONE)).isEqualTo(1);
        assertThat(migrate(ONE, TWO, THREE)).isEqualTo(2);
        assertThat(migrate(ONE, TWO, THREE)).isZero();

        assertThat(server.done).containsExactly("CREATE a", "CREATE b", "CREATE c", "CREATE d");
        assertThat(server.ledger).hasSize(3);
    }

    @Test
    void anEditedMigrationIsRefusedBeforeAnythingIsDone() {
        migrate(ONE, TWO);
        Migration edited = Migration.of("V001__store.sql", "CREATE other;\n");

        assertThatThrownBy(() -> migrate(edited, TWO, THREE))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V001__store.sql")
                .hasMessageContaining("another content")
                .hasMessageContaining("after V003__more.sql")
                .hasMessageContaining(edited.checksum().substring(0, 12));
        assertThat(server.done).hasSize(3);
    }

    @Test
    void aRenamedMigrationIsRefused() {
        migrate(ONE);

        assertThatThrownBy(() -> migrate(Migration.of("V001__tables.sql", ONE.sql())))
                .hasMessageContaining("V001__store.sql")
                .hasMessageContaining("V001__tables.sql");
    }

    @Test
    void aWarehouseOfALaterReleaseIsRefused() {
        migrate(ONE, TWO);

        assertThatThrownBy(() -> migrate(ONE))
                .hasMessageContaining("V002__views.sql")
                .hasMessageContaining("later release");
    }

    @Test
    void aMigrationThatWasSlippedInIsRefused() {
        migrate(ONE);
        server.ledger.add(entry(THREE));

        assertThatThrownBy(() -> migrate(ONE, TWO, THREE))
                .hasMessageContaining("lacks V002__views.sql although V003__more.sql")
                .hasMessageContaining("a number after 3");
    }

    @Test
    void twoReleasesSideBySideAreRefused() {
        migrate(ONE);
        server.ledger.add(entry(Migration.of("V001__other.sql", "CREATE z;")));

        assertThatThrownBy(() -> migrate(ONE)).hasMessageContaining("Two releases");
    }

    @Test
    void aFailedStatementIsNamedAndTheMigrationIsTriedAgain() {
        server.refuses = "CREATE b";
        assertThatThrownBy(() -> migrate(ONE, TWO))
                .isInstanceOf(MigrationException.class)
                .hasMessageContaining("V001__store.sql failed at its statement in line 2")
                .hasMessageContaining("no such luck");
        assertThat(server.ledger).isEmpty();

        server.refuses = null;
        assertThat(migrate(ONE, TWO)).isEqualTo(2);
        assertThat(server.done).containsExactly("CREATE a", "CREATE a", "CREATE b", "CREATE c");
    }

    private int migrate(Migration... migrations) {
        return new Migrator(server, List.of(migrations)).migrate();
    }

    private static Map<String, String> entry(Migration migration) {
        Map<String, String> row = new LinkedHashMap<>();
        row.put("version", Integer.toString(migration.version()));
        row.put("name", migration.name());
        row.put("checksum", migration.checksum());
        return row;
    }

    /** Remembers what it is told; knows the ledger and nothing else. */
    private static final class Server implements Sql {

        private static final Pattern ENTRY = Pattern.compile("VALUES \\((\\d+), '([^']+)', '([^']+)'\\)");

        final List<String> done = new ArrayList<>();
        final List<Map<String, String>> ledger = new ArrayList<>();
        String refuses;

        @Override
        public void execute(String sql) throws ClickHouseFailure {
            Matcher entry = ENTRY.matcher(sql);
            if (sql.equals(refuses)) {
                throw new ClickHouseFailure(62, "no such luck", null);
            } else if (entry.find()) {
                ledger.add(Map.of("version", entry.group(1), "name", entry.group(2), "checksum", entry.group(3)));
            } else if (!sql.contains("milepost_store")) {
                done.add(sql);
            }
        }

        @Override
        public List<Map<String, String>> query(String sql) {
            return sql.contains("system.databases") ? List.of() : List.copyOf(ledger);
        }
    }
}
