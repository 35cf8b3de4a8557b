package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.row.ProgramRow;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which versions a warehouse says hold. */
class ProgramListIT {

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    @Test
    void everyVersionIsShownWithItsTimesAndWhetherItHolds() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path warehouse = folder.resolve("warehouse");
        Warehouse.embedded(warehouse, 0).close();
        String[] list = {"program", "list", "--warehouse", warehouse.toString()};

        assertThat(shell.run(list)).as(shell.err()).isZero();
        assertThat(shell.out()).startsWith("The warehouse knows no version of any program.");

        try (Warehouse open = Warehouse.embedded(warehouse, 0)) {
            put(open.client(), "spring", 1, ago(30), null);
            put(open.client(), "spring", 2, ago(20), null);
            put(open.client(), "spring", 3, ago(-1), ago(-9));
            put(open.client(), "ended", 1, ago(30), null);
            put(open.client(), "ended", 2, ago(20), ago(10));
            put(open.client(), "ending", 1, ago(30), ago(-1));
            put(open.client(), "again", 9, ago(30), ago(20));
            put(open.client(), "again", 10, ago(10), null);
            put(open.client(), "later", 1, ago(-1), null);
            // Of one valid_from the higher version holds.
            put(open.client(), "twice", 1, ago(5), null);
            put(open.client(), "twice", 2, ago(5), null);
        }
        assertThat(shell.run(list)).as(shell.err()).isZero();
        List<List<String>> rows = shell.out()
                .lines()
                .map(line -> Arrays.asList(line.strip().split(" {2,}", -1)))
                .toList();
        assertThat(rows.get(0))
                .containsExactly("program", "version", "valid from (UTC)", "valid to (UTC)", "state", "applied by");
        assertThat(rows.get(1)).containsExactly("again", "9", shown(ago(30)), shown(ago(20)), "replaced", "ada");
        assertThat(rows.stream().skip(1).map(row -> row.get(0) + "@" + row.get(1) + " " + row.get(4)))
                .containsExactly(
                        "again@9 replaced",
                        "again@10 now",
                        "ended@1 replaced",
                        "ended@2 withdrawn",
                        "ending@1 now",
                        "later@1 next",
                        "spring@1 replaced",
                        "spring@2 now",
                        "spring@3 next",
                        "twice@1 replaced",
                        "twice@2 now");
        assertThat(rows.get(2).get(3)).as("without an end").isEqualTo("-");
    }

    private Instant ago(int days) {
        return now.minus(Duration.ofDays(days));
    }

    private static String shown(Instant time) {
        return time.toString().replace('T', ' ').replace("Z", "");
    }

    private static void put(ClickHouseClient client, String program, long version, Instant from, Instant to)
            throws Exception {
        RowEncoder encoder = RowEncoder.of("programs");
        Row row = encoder.encode(
                new ProgramRow(program, version, from, to, program + ".yaml", "", from, "ada", "e"), 1, false);
        client.insert(row.table(), encoder.header(), row.bytes(), program + version);
    }
}
