package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Simulated files through the example programs: milestones and ledger are what the simulator says, to the row. */
class SimulatedProgramsIT {

    /** The programs that simulated people know of. */
    private static final List<String> PROGRAMS = List.of("ask-onboarding-trio", "ten-for-both", "one-five-ten");

    @TempDir
    private Path folder;

    @Test
    void aBackfillFindsTheMilestonesAndTheLedgerOfTheTruth() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path sim = folder.resolve("sim");
        assertThat(shell.run("simulate", "--users", "600", "--days", "120", "--seed", "3", "--out", sim.toString()))
                .isZero();
        assertThat(shell.out()).contains("fraud-verdicts", "reviews", "payouts");
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : PROGRAMS) {
            String file = program + ".yaml";
            Files.copy(Path.of("../../programs").resolve(file), programs.resolve(file));
        }
        assertThat(shell.run(
                        "backfill",
                        "--events",
                        sim.toString(),
                        "--programs",
                        programs.toString(),
                        "--set",
                        "fraud.own_verdicts=false"))
                .as(shell.err())
                .isZero();
        List<String> summary = shell.out()
                .lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .toList();
        for (String view : List.of("milestones", "asks", "rewards", "ledger")) {
            String count = ask(shell, "SELECT count() FROM " + view).get(0);
            assertThat(summary).contains(view + " " + Text.number(Long.parseLong(count)));
        }
        for (String next : summary) {
            int sql = next.indexOf("./milepost sql ");
            if (sql >= 0) {
                assertThat(ask(shell, next.substring(sql).split("\"", -1)[1]))
                        .as(next)
                        .isNotEmpty();
            }
        }

        assertThat(ask(shell, "SELECT count() FROM dead_letters WHERE reason != 'late'"))
                .containsExactly("0");
        String until =
                ask(shell, "SELECT " + iso("max(event_time)") + " FROM events").get(0);
        List<String> milestones = truth(sim, "milestones.csv", until);
        assertThat(milestones).hasSizeGreaterThan(50);
        assertThat(ask(
                        shell,
                        "SELECT program_id, milestone_id, subject_kind, subject_id, occurrence, " + iso("reached_at")
                                + " FROM milestones"))
                .containsExactlyInAnyOrderElementsOf(milestones);
        List<String> ledger = truth(sim, "ledger.csv", until);
        assertThat(ledger).hasSizeGreaterThan(100);
        for (String step : List.of("EARNED", "HELD", "RELEASED", "PAID", "VOIDED", "REVERSED")) {
            assertThat(ledger).anyMatch(entry -> entry.contains("," + step + ","));
        }
        assertThat(
                        ask(
                                shell,
                                "SELECT program_id, rule_id, reward_id, side, step, amount_minor, currency, "
                                        + iso("effective_at")
                                        + " FROM ledger INNER JOIN (SELECT reward_id, rule_id FROM rewards) AS of USING (reward_id)"))
                .containsExactlyInAnyOrderElementsOf(ledger);
    }

    /** Rows whose time, the last column, is at or before one; times to the millisecond, without a zone. */
    private static List<String> truth(Path sim, String name, String until) throws IOException {
        try (Stream<String> rows = Files.lines(sim.resolve("truth").resolve(name))) {
            return rows.skip(1)
                    .map(row -> {
                        int time = row.lastIndexOf(',') + 1;
                        long millis = Instant.parse(row.substring(time)).toEpochMilli();
                        return row.substring(0, time)
                                + Instant.ofEpochMilli(millis / 1_000 * 1_000)
                                        .toString()
                                        .replace("Z", "")
                                + String.format(".%03d", millis % 1_000);
                    })
                    .filter(row -> row.substring(row.lastIndexOf(',') + 1).compareTo(until) <= 0)
                    .toList();
        }
    }

    private static String iso(String column) {
        return "replaceOne(toString(" + column + "), ' ', 'T')";
    }

    private static List<String> ask(Shell shell, String sql) {
        assertThat(shell.run("sql", sql, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out().lines().map(line -> line.replace('\t', ',')).toList();
    }
}
