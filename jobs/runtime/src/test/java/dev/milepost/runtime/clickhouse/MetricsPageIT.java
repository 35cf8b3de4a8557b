package dev.milepost.runtime.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Migrations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/metrics.md says can be asked, and it leaves no view of metrics out. */
final class MetricsPageIT {

    private static final Path PAGE = Path.of("../../docs/metrics.md");
    private static final Pattern QUERY = Pattern.compile("(?s)```sql\n(.*?)```");
    private static final Pattern VIEW = Pattern.compile("CREATE VIEW IF NOT EXISTS milepost\\.(\\w+)");

    @Test
    void everyQueryIsAnswered() throws IOException, ClickHouseFailure {
        List<String> queries = found(QUERY, Files.readString(PAGE));
        assertThat(queries).hasSizeGreaterThanOrEqualTo(5);
        try (Warehouse warehouse = Warehouse.open()) {
            Migrator.migrate(warehouse.client());
            for (String query : queries) {
                assertThat(warehouse.text(query)).as(query).isEmpty();
            }
        }
    }

    @Test
    void everyViewOfMetricsIsExplained() throws IOException {
        String page = Files.readString(PAGE);
        Migrations.Migration metrics = Migrations.all().stream()
                .filter(migration -> migration.name().endsWith("__metrics.sql"))
                .findFirst()
                .orElseThrow();
        assertThat(found(VIEW, metrics.sql()))
                .hasSizeGreaterThan(15)
                .allSatisfy(view -> assertThat(page).contains("`" + view + "`"));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
