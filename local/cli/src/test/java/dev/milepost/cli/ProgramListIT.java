package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.row.ProgramRow;
import java.nio.file.Files;
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
        assertThat(shell.out()).startsWith("The warehouse ").contains(" knows no version of any program.");

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
            put(open.client(), "never", 1, ago(30), null);
            put(open.client(), "never", 2, ago(-9), null);
            put(open.client(), "never", 3, ago(-1), ago(-5));
            // Of one valid_from the higher version holds.
            put(open.client(), "twice", 1, ago(5), null);
            put(open.client(), "twice", 2, ago(5), null);
        }
        assertThat(shell.run(list)).as(shell.err()).isZero();
        assertThat(shell.err()).isEqualTo("Of the warehouse " + warehouse + ":\n");
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
                        "again@10 in force",
                        "ended@1 replaced",
                        "ended@2 withdrawn",
                        "ending@1 in force",
                        "later@1 next",
                        "never@1 in force",
                        "never@2 replaced",
                        "never@3 next",
                        "spring@1 replaced",
                        "spring@2 in force",
                        "spring@3 next",
                        "twice@1 replaced",
                        "twice@2 in force");
        assertThat(rows.get(2).get(3)).as("without an end").isEqualTo("-");
    }

    @Test
    void aStackTellsOfFilesOfItsStartOfWhatIsAppliedAndOfWhatIsWithdrawn() throws Exception {
        Path files = Files.createDirectories(folder.resolve("programs"));
        write(files.resolve("given.yaml"), "given", 1, ago(30));
        write(files.resolve("ending.yaml"), "ending", 1, ago(30));
        try (LiveStack stack = LiveStack.start(folder.resolve("home"), "--programs", files.toString())) {
            Shell other = stack.other();
            stack.until(() -> states(other).equals("ending@1 in force -\ngiven@1 in force -\n"));

            Instant soon = Instant.now().plusSeconds(300).truncatedTo(ChronoUnit.SECONDS);
            Path ending = write(folder.resolve("ending.yaml"), "ending", 2, soon);
            Path spring = write(folder.resolve("spring.yaml"), "spring", 1, soon);
            assertThat(other.run("program", "apply", ending.toString(), spring.toString(), "--by", "eve"))
                    .as(other.err())
                    .isZero();
            assertThat(other.run(
                            "program",
                            "withdraw",
                            "ending",
                            "--at",
                            soon.plusSeconds(900).toString(),
                            "--by",
                            "eve"))
                    .as(other.err())
                    .isZero();
            stack.until(() -> states(other).equals("""
                            ending@1 in force -
                            ending@2 replaced eve
                            ending@3 next eve
                            given@1 in force -
                            spring@1 next eve
                            """));
            assertThat(LiveStack.ask(
                            other,
                            "SELECT program_id, file_name, ifNull(toUnixTimestamp64Milli(valid_to), 0), event_id != '' FROM programs"
                                    + " WHERE version IN (1, 3) ORDER BY 1, version"))
                    .isEqualTo("ending\tending@1\t0\t0\nending\tending.yaml\t"
                            + soon.plusSeconds(900).toEpochMilli()
                            + "\t1\ngiven\tgiven@1\t0\t0\nspring\tspring.yaml\t0\t1\n");
        }
        // A start from the checkpoint tells the same, and takes nothing back.
        try (LiveStack stack = LiveStack.start(folder.resolve("home"), "--programs", files.toString())) {
            stack.until(() -> stack.said().contains("from the last checkpoint"));
            Path more =
                    write(folder.resolve("more.yaml"), "more", 1, Instant.now().plusSeconds(90));
            assertThat(stack.other().run("program", "apply", more.toString(), "--by", "eve"))
                    .as(stack.other().err())
                    .isZero();
            stack.until(() -> states(stack.other()).contains("more@1 next eve"));
            assertThat(states(stack.other())).contains("ending@3 next eve", "spring@1 next eve");
        }
    }

    private static Path write(Path file, String program, int version, Instant from) throws Exception {
        return Files.writeString(
                file,
                "program: " + program + "\nversion: " + version + "\nvalid_from: "
                        + from.truncatedTo(ChronoUnit.SECONDS) + "\n");
    }

    private static String states(Shell shell) {
        assertThat(shell.run("program", "list")).as(shell.err()).isZero();
        StringBuilder states = new StringBuilder();
        shell.out()
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" {2,}", -1))
                .forEach(row -> states.append(row[0])
                        .append('@')
                        .append(row[1])
                        .append(' ')
                        .append(row[4])
                        .append(' ')
                        .append(row[5])
                        .append('\n'));
        return states.toString();
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
