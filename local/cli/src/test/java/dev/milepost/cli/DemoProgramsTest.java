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
        Path programs = DemoPrograms.write(folder, DemoPrograms.Review.OF_FILES);
        assertThat(DemoPrograms.catalog(DemoPrograms.Review.OF_FILES).programs())
                .containsExactly("one-three-five", "ten-for-both", "up-and-running");
        assertThat(shell.run("program", "validate", programs.toString()))
                .as(shell.err())
                .isZero();
        assertThat(explained(shell, programs))
                .contains(
                        "held for 4 seconds",
                        "The advocate gets $10.00 as cash",
                        "Where more than $100.00 are at risk");
    }

    @Test
    void aDecisionThatTakesTwoPeopleCanBeTried() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path programs = DemoPrograms.write(folder, new DemoPrograms.Review(true, "15.00"));
        assertThat(explained(shell, programs)).contains("Where more than $15.00 are at risk");
        assertThat(shell.run("demo", "--second-person-over", "15")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("with --cases");
        assertThat(shell.run("demo", "--cases", "--second-person-over", "0.123"))
                .isEqualTo(ExitCode.USAGE);
    }

    private static String explained(Shell shell, Path programs) {
        String file = programs.resolve("ten-for-both.yaml").toString();
        assertThat(shell.run("program", "explain", file)).as(shell.err()).isZero();
        return shell.out();
    }
}
