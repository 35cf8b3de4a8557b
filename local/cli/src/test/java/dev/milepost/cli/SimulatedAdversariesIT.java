package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A world with adversaries through the whole pipeline: it binds the referrals of the truth, and no others. */
class SimulatedAdversariesIT {

    private static final List<String> PROGRAMS = List.of("ten-for-both", "one-five-ten");

    @TempDir
    private Path folder;

    @Test
    void aBackfillBindsTheReferralsOfTheTruthAndNoOthers() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path sim = folder.resolve("sim");
        assertThat(shell.run(
                        "simulate",
                        "--adversaries",
                        "--users",
                        "1500",
                        "--days",
                        "60",
                        "--seed",
                        "4",
                        "--prevalence",
                        "0.15",
                        "--out",
                        sim.toString()))
                .isZero();
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : PROGRAMS) {
            Files.copy(Path.of("../../programs").resolve(program + ".yaml"), programs.resolve(program + ".yaml"));
        }
        assertThat(shell.run("backfill", "--events", sim.toString(), "--programs", programs.toString()))
                .as(shell.err())
                .isZero();

        assertThat(ask(shell, "SELECT count() FROM dead_letters WHERE reason != 'late'"))
                .containsExactly("0");
        assertThat(
                        ask(
                                shell,
                                "SELECT referee_id, advocate_id, program_id, code, evidence FROM bindings WHERE status = 'bound'"))
                .containsExactlyInAnyOrderElementsOf(truth(sim));
    }

    private static List<String> truth(Path sim) throws Exception {
        try (Stream<String> rows = Files.lines(sim.resolve("truth/fraud.csv"))) {
            return rows.skip(1)
                    .map(row -> String.join(",", List.of(row.split(",", -1)).subList(0, 5)))
                    .toList();
        }
    }

    private static List<String> ask(Shell shell, String query) {
        assertThat(shell.run("sql", query, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out().lines().map(line -> line.replace('\t', ',')).toList();
    }
}
