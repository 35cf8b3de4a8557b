package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiscoverCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    @Test
    void anOutcomeThatThereIsNotIsUsage() {
        assertThat(shell.run("discover", "--outcome", "happiness")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("'happiness'; it is one of referral_shared, retained_90d.");
        assertThat(shell.run("discover")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void theOutcomeIsNoCandidateForItself() {
        assertThat(shell.run("discover", "--outcome", "referral_shared", "--events", "a,referral_shared"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("cannot lead to itself");
    }

    @Test
    void alphaIsAShare() {
        for (String alpha : new String[] {"0", "50%", "-1"}) {
            assertThat(shell.run("discover", "--outcome", "referral_shared", "--alpha", alpha))
                    .as(alpha)
                    .isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void withoutAWarehouseThereIsNothing() {
        assertThat(shell.run("discover", "--outcome", "referral_shared")).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.run("discover", "--outcome", "referral_shared", "--warehouse", folder.toString()))
                .isEqualTo(ExitCode.NOTHING_THERE);
    }

    @Test
    void twoWorldsAtOnceAreUsageAndSoIsAPeriodThatIsTooShort() {
        String out = folder.resolve("world").toString();
        assertThat(shell.run(
                        "simulate",
                        "--adversaries",
                        "--discovery",
                        "--users",
                        "200",
                        "--days",
                        "200",
                        "--seed",
                        "1",
                        "--out",
                        out))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("they are two worlds");
        assertThat(shell.run("simulate", "--discovery", "--users", "200", "--days", "90", "--seed", "1", "--out", out))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("days is 90; it must be from 125 to 3650");
    }

    @Test
    void aWorldIsWrittenWithItsTruth() {
        Path out = folder.resolve("world");
        assertThat(shell.run(
                        "simulate",
                        "--discovery",
                        "--users",
                        "20",
                        "--days",
                        "130",
                        "--seed",
                        "1",
                        "--out",
                        out.toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.out())
                .contains("Simulated 20 users over 130 days, seed 1")
                .contains("discovery.csv");
        assertThat(out.resolve("truth/discovery.csv")).isNotEmptyFile();
    }
}
