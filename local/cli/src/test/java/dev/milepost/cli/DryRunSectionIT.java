package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.row.BindingRow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DryRunSectionIT {

    @TempDir
    private Path folder;

    @Test
    void nobodyIsNoAdvocate() throws Exception {
        try (Warehouse warehouse = Warehouse.embedded(folder, 0)) {
            put(warehouse.client(), "bo", "", "unknown_code");
            put(warehouse.client(), "cy", "", "unknown_code");
            put(warehouse.client(), "di", "di", "self");
            assertThat(warehouse.client().query(DryRunSection.REFERRALS.sql(), Map.of("program", "spring")))
                    .extracting(row -> String.join(" ", row.values()))
                    .containsExactlyInAnyOrder("refused: unknown_code 2 0", "refused: self 1 1");
        }
    }

    private static void put(ClickHouseClient client, String referee, String advocate, String refusal) throws Exception {
        RowEncoder encoder = RowEncoder.of("bindings");
        Row row = encoder.encode(
                new BindingRow(
                        referee,
                        "referral of " + referee,
                        advocate,
                        "C1",
                        "spring",
                        "code",
                        "",
                        "refused",
                        refusal,
                        Instant.parse("2026-05-01T10:00:00Z")),
                1,
                false);
        client.insert(row.table(), encoder.header(), row.bytes(), referee);
    }
}
