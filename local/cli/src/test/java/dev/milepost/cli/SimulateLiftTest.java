package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateLiftTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    private int simulate(String... flags) {
        String[] arguments = new String[9 + flags.length];
        String[] plan = {
            "simulate",
            "--users",
            "300",
            "--days",
            "90",
            "--seed",
            "1",
            "--out",
            folder.resolve("out").toString()
        };
        System.arraycopy(plan, 0, arguments, 0, plan.length);
        System.arraycopy(flags, 0, arguments, plan.length, flags.length);
        return shell.run(arguments);
    }

    @Test
    void whatTheExperimentMustFindIsWritten() throws IOException {
        assertThat(simulate("--lift", "0.1", "--imbalance", "0.02", "--contamination", "0.5"))
                .as(shell.err())
                .isEqualTo(ExitCode.OK);
        assertThat(shell.out()).contains("experiments.csv", "./milepost experiment status up-and-running-timing");
        assertThat(Files.readAllLines(folder.resolve("out/truth/experiments.csv")))
                .hasSize(9)
                .anyMatch(row ->
                        row.startsWith("up-and-running-timing,now,referred_signups,,") && row.contains(",0.05,0.02,"))
                .anyMatch(row -> row.startsWith("up-and-running-timing,next_day,own_net_revenue,USD,")
                        && row.contains(",75,0,"));
        assertThat(simulate()).isEqualTo(ExitCode.OK);
        assertThat(shell.out()).doesNotContain("experiments.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lift|2|--lift is 2.0; it must be from 0 to 1",
                "--imbalance|0.3|--imbalance is 0.3; it must be from 0 to 0.2",
                "--contamination|-1|--contamination is -1.0; it must be from 0 to 1",
            })
    void aFlagThatCannotBeSaysWhatCan(String flag, String value, String message) {
        assertThat(simulate(flag, value)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(message);
    }

    @Test
    void itIsOfTheOrdinaryWorldAlone() {
        assertThat(simulate("--lift", "0.1", "--discovery")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("without --adversaries and --discovery");
    }
}
