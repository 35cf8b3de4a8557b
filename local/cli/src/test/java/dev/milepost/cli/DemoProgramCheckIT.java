package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.cli.DemoCheck.Figure;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.schemas.row.LedgerRow;
import dev.milepost.simulator.ProgramTruth;
import dev.milepost.simulator.ProgramTruth.Line;
import dev.milepost.simulator.ProgramTruth.Sum;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo says of the ledger is held against what the simulator knows, figure by figure. */
class DemoProgramCheckIT {

    private static final long GENERATION = 2;
    private static final Instant AT = Instant.parse("2026-05-01T10:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void anEntryThatTheSimulatorKnowsNothingOfIsInTheLiability() throws Exception {
        ProgramTruth truth = new ProgramTruth(
                AT,
                new TreeMap<>(),
                new TreeMap<>(Map.of(
                        new Line("spring", "EARNED", "USD"), new Sum(2, 3_000),
                        new Line("spring", "VOIDED", "USD"), new Sum(1, -1_000))),
                0,
                0,
                0);
        try (Warehouse warehouse = Warehouse.embedded(folder, 0)) {
            ClickHouseClient client = warehouse.client();
            put(client, "before", "EARNED", 700, AT, 1);
            put(client, "a", "EARNED", 2_000, AT, GENERATION);
            put(client, "b", "EARNED", 1_000, AT, GENERATION);
            put(client, "b", "VOIDED", -1_000, AT, GENERATION);
            put(client, "later", "EARNED", 9_000, AT.plusMillis(1), GENERATION);
            List<Figure> figures = DemoProgramCheck.compare(client, GENERATION, truth);
            assertThat(figures).allMatch(Figure::holds);
            assertThat(figures).contains(new Figure("liability spring", 2_700, 2_700, "USD"));

            put(client, "unknown", "EARNED", 50, AT, GENERATION);
            assertThat(DemoProgramCheck.compare(client, GENERATION, truth))
                    .filteredOn(figure -> !figure.holds())
                    .contains(new Figure("liability spring", 2_700, 2_750, "USD"));
        }
    }

    private static void put(
            ClickHouseClient client, String reward, String step, long amount, Instant at, long generation)
            throws Exception {
        RowEncoder encoder = RowEncoder.of("ledger");
        Row row = encoder.encode(
                new LedgerRow(
                        "spring",
                        "ann",
                        reward,
                        reward + step,
                        step,
                        "advocate",
                        "cash",
                        amount,
                        "USD",
                        at,
                        at,
                        "e",
                        "",
                        false,
                        step.equals("EARNED") ? 1L : 3L),
                FoldSettings.firstRevision(generation) + 1,
                false);
        client.insert(row.table(), encoder.header(), row.bytes(), reward + step);
    }
}
