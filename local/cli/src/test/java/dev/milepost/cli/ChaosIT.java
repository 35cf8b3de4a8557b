package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each kind of process is killed twice, in a cluster of processes, while programs change. More kills: see CONTRIBUTING.md.
 */
class ChaosIT {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void killsLoseNothingAndDoubleNothing() {
        Shell shell = new Shell(folder.resolve("home"));
        int code = shell.run("chaos", "--kills", "8", "--seed", "5", "--for", "20s", "--outage", "clickhouse=5s");
        assertThat(code).as(shell.err() + shell.out()).isZero();
        // One line per table and standard; the job manager's successor went on in the same generation.
        assertThat(shell.out().lines().filter(line -> line.endsWith("  ok"))).hasSize(46);
        assertThat(shell.out())
                .containsPattern("generations taken +1\n")
                .containsPattern("ClickHouse cut off, seconds +5\n");
        assertThat(shell.out().lines().filter(line -> line.endsWith("  holds"))).hasSize(16);
        // Killed, of them between an insert and its commit, and while recovering.
        assertThat(shell.out()
                        .lines()
                        .filter(line ->
                                line.matches("  (task manager|job manager|ClickHouse|broker) +\\d+ +\\d+ +\\d+")))
                .hasSize(4)
                .allMatch(line -> line.matches("  \\D+ 2 +\\d+ +\\d+"));
        assertThat(shell.out()).containsPattern("kills came between an insert and its commit +[1-8] +0 +holds\n");
        assertThat(shell.out()
                        .lines()
                        .filter(line ->
                                line.matches("  (run without kills|oracle) +(conversions|credits|dead_letters) .*")))
                .hasSize(6)
                .noneMatch(line -> line.matches(".* 0 +0 +0 +0 +0 .*"));
    }
}
