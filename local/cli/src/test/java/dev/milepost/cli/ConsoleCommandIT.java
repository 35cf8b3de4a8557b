package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console on its own has the warehouse's folder open, and who asks about that folder asks it. */
@Timeout(300)
class ConsoleCommandIT {

    @TempDir
    private Path folder;

    @Test
    void whoAsksAboutTheFolderThatItHasOpenIsAnsweredByIt() throws Exception {
        Path warehouse = folder.resolve("warehouse");
        try (Warehouse made = Warehouse.embedded(warehouse, 0)) {
            made.requireTables();
        }
        Shell serving = new Shell(folder.resolve("home"));
        Shell other = new Shell(folder.resolve("elsewhere"));
        CompletableFuture<Integer> console = CompletableFuture.supplyAsync(
                () -> serving.run("console", "--warehouse", warehouse.toString(), "--set", "console.port=0"));
        try {
            long asked = System.nanoTime();
            while (!serving.out().contains("Console of ")) {
                assertThat(console).as(() -> serving.out() + serving.err()).isNotDone();
                Rest.after(asked);
                asked = System.nanoTime();
            }

            assertThat(other.run(
                            "sql",
                            "SELECT count() FROM events",
                            "--warehouse",
                            warehouse.toString(),
                            "--format",
                            "TSV"))
                    .as(other.err())
                    .isZero();
            assertThat(other.out()).isEqualTo("0\n");
            assertThat(other.run("experiment", "status", "trio", "--warehouse", warehouse.toString()))
                    .isEqualTo(ExitCode.NOTHING_THERE);
            assertThat(other.err()).contains("Nobody has been exposed to an experiment trio yet.");
        } finally {
            serving.stop();
        }
        assertThat(console.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(RunFile.running(warehouse)).isEmpty();

        assertThat(other.run(
                        "sql", "SELECT count() FROM events", "--warehouse", warehouse.toString(), "--format", "TSV"))
                .as("by itself, as nobody has it open")
                .isZero();
    }
}
