package dev.milepost.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The seed has rows of every view: what no panel finds rows in is the panel's fault. */
final class SeedIT {

    /** Of nothing that is drawn: what touches, replayed letters and events say is in views that are. */
    private static final List<String> WITHOUT = List.of("touches");

    @Test
    void everyViewHasRows() {
        try (TestWarehouse warehouse = TestWarehouse.seeded()) {
            List<String> views = warehouse
                    .ask("SELECT name FROM system.tables WHERE database = 'milepost'"
                            + " AND name NOT IN ('liability', 'reward_use') ORDER BY name")
                    .rows()
                    .stream()
                    .map(row -> row.get(0).toString())
                    .toList();
            assertThat(views).hasSizeGreaterThan(40);
            assertThat(views.stream()
                            .filter(view -> warehouse
                                    .ask("SELECT 1 AS one FROM milepost." + view + " LIMIT 1")
                                    .rows()
                                    .isEmpty()))
                    .containsExactlyElementsOf(WITHOUT);
        }
    }
}
