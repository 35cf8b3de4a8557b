package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is run. */
class FraudBacktestCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;
    private Path truth;
    private Path events;

    @BeforeEach
    void place() throws IOException {
        shell = new Shell(folder.resolve("home"));
        truth = Files.createDirectories(folder.resolve("truth"));
        events = Files.createDirectories(folder.resolve("events"));
        Files.writeString(truth.resolve("fraud.csv"), "user_id,program_id,label\nu1,p,1\nu2,p,0\n");
    }

    private int backtest(String... more) {
        String[] all = new String[6 + more.length];
        System.arraycopy(
                new String[] {"fraud", "backtest", "--events", events.toString(), "--truth", truth.toString()},
                0,
                all,
                0,
                6);
        System.arraycopy(more, 0, all, 6, more.length);
        return shell.run(all);
    }

    @Test
    void whatIsMissingIsNamed() {
        assertThat(shell.run("fraud", "backtest", "--events", events.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--truth=DIR");
        assertThat(shell.run("fraud", "explain")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("REFERRAL_ID");
        assertThat(shell.run("fraud", "explain", " ")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void itsHelpIsWhole() {
        assertThat(shell.run("fraud", "backtest", "--help")).isZero();
        assertThat(shell.out()).contains("at most 0.5 % of", "--referrals").doesNotContain("%%");
    }

    @Test
    void withoutVerdictsOfItsOwnThereIsNothingToTest() {
        assertThat(backtest("--set", "fraud.own_verdicts=false")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("fraud.own_verdicts=false leaves nothing to test");
        assertThat(backtest("--referrals", folder.resolve("none/each.csv").toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("There is no folder " + folder.resolve("none"));
    }

    @Test
    void aTruthThatIsNoneIsRefusedWithWhereAndWhy() throws IOException {
        assertThat(backtest("--label-file", "reviews.csv")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("reviews.csv: there is no such file");
        Files.writeString(truth.resolve("fraud.csv"), "user_id,program_id,label\nu1,p,perhaps\n");
        assertThat(backtest()).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("fraud.csv:2: column label: 'perhaps' is no label");
    }

    @Test
    void aFolderWithoutEventsIsRefused() {
        assertThat(backtest()).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no stream file in " + events);
    }

    @Test
    void programsThatAreNoneAreRefusedWithTheirProblems() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Files.writeString(programs.resolve("p.yaml"), "program: p\nversion: none\n");
        assertThat(backtest("--programs", programs.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("p.yaml", "Nothing was run.");
    }
}
