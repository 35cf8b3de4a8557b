package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of an advocate whom Milepost itself suspects nothing is left either: not in verdicts, reasons, cases and rings of those who are. */
class OwnVerdictsErasureIT {

    private static final String FRAUD =
            "SELECT (SELECT uniq(referral_id) FROM fraud_verdicts), (SELECT uniq(case_id) FROM fraud_cases)";

    @TempDir
    private Path folder;

    @Test
    void ofAnAdvocateWhoIsACaseNothingIsLeft() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path world = folder.resolve("world");
        Path warehouse = folder.resolve("warehouse");
        run(
                shell,
                "simulate",
                "--adversaries",
                "--users",
                "400",
                "--days",
                "40",
                "--seed",
                "5",
                "--out",
                world.toString());
        run(shell, terms("backfill", world, warehouse));
        String before = ask(shell, warehouse, FRAUD);
        String advocate = ask(
                        shell,
                        warehouse,
                        "SELECT advocate_id FROM fraud_cases ORDER BY referrals DESC, advocate_id LIMIT 1")
                .strip();
        String referees = "SELECT DISTINCT referee_id FROM fraud_verdicts WHERE advocate_id = '%s' ORDER BY ALL";
        String referred = ask(shell, warehouse, referees.formatted(advocate));
        assertThat(referred).isNotBlank();

        run(
                shell,
                Stream.concat(
                                Stream.of(terms("erase", world, warehouse)),
                                Stream.of("--requested-by", "desk", advocate))
                        .toArray(String[]::new));

        assertThat(shell.out()).contains("Erased as erased-", "none is left");
        assertThat(new Found(Set.of(advocate)).inTables(sql -> ask(shell, warehouse, sql)))
                .isEmpty();
        assertThat(ask(shell, warehouse, FRAUD))
                .as("all are judged, one under a pseudonym")
                .isEqualTo(before);
        String pseudonym = ask(
                        shell,
                        warehouse,
                        "SELECT DISTINCT advocate_id FROM fraud_cases WHERE startsWith(advocate_id, 'erased-')")
                .strip();
        assertThat(ask(shell, warehouse, referees.formatted(pseudonym))).isEqualTo(referred);
    }

    private static String[] terms(String command, Path world, Path warehouse) {
        return new String[] {
            command,
            "--events",
            world.toString(),
            "--warehouse",
            warehouse.toString(),
            "--programs",
            "../../programs",
            "--set",
            "local.parallelism=1"
        };
    }

    private static void run(Shell shell, String... words) {
        assertThat(shell.run(words)).as(() -> shell.out() + shell.err()).isZero();
    }

    private static String ask(Shell shell, Path warehouse, String sql) {
        run(shell, "sql", sql, "--warehouse", warehouse.toString(), "--format", "TSV");
        return shell.out();
    }
}
