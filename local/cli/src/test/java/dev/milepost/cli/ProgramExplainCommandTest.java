package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramExplainCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    @Test
    void aProgramIsExplainedInSentencesThatFitTheTerminal() {
        Path file = ScenarioFiles.programs().resolve("ten-for-both.yaml");
        assertThat(shell.run("program", "explain", file.toString())).isZero();
        assertThat(shell.out())
                .contains("Program ten-for-both, version 1")
                .contains("The advocate gets $10.00 as cash.")
                .contains("The budget is $1,000,000.00 altogether");
        assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(shell.err()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadIsRefusedWithItsPlace() throws IOException {
        Path file = folder.resolve("spring.yaml");
        Files.writeString(file, "program: spring\nversion: one\nvalid_from: 2026-01-01T00:00:00Z\n");
        assertThat(shell.run("program", "explain", file.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(file + ":2:10: version");
        assertThat(shell.out()).isEmpty();
    }
}
