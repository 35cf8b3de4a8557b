package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoProgramsTest {

    @TempDir
    private Path folder;

    @Test
    void theDemosFilesAreThreeProgramsThatAPersonCanReadAndCheck() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path programs = DemoPrograms.write(folder, false);
        assertThat(DemoPrograms.catalog(false).programs())
                .containsExactly("one-three-five", "ten-for-both", "up-and-running");
        assertThat(shell.run("program", "validate", programs.toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.run(
                        "program",
                        "explain",
                        programs.resolve("ten-for-both.yaml").toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.out()).contains("held for 4 seconds", "The advocate gets $10.00 as cash");
    }
}
