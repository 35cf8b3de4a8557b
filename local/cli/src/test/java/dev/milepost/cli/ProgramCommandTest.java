package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    @Test
    void filesThatAreRightAreSaidToBe() throws IOException {
        Path one = write("one.yaml", "program: one\nversion: 2\n");
        Path two = write("two.yaml", "program: two\nversion: 1\n");
        assertThat(shell.run("program", "validate", one.toString(), two.toString()))
                .isZero();
        assertThat(shell.out().lines()).containsExactly(one + ": ok, one@2", two + ": ok, two@1");
        assertThat(shell.run("program", "validate", folder.resolve("files").toString()))
                .isZero();
        assertThat(shell.out()).contains("one@2").contains("two@1");
    }

    @Test
    void allProblemsOfAllFilesAreSaidAtOnceAndWhatIsRightToo() throws IOException {
        Path one = write("one.yaml", "program: one\nversion: 0\ntimezon: UTC\n");
        Path two = write("two.yaml", "program: two\nversion: 1\n");
        Path three = folder.resolve("files/three.yaml");
        assertThat(shell.run("program", "validate", one.toString(), two.toString(), three.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.out().lines()).containsExactly(two + ": ok, two@1");
        assertThat(shell.err().lines())
                .containsExactly(
                        one + ":2:10: version 0 is not a whole number: write 1, 2, 3 and so on",
                        one + ":3:1: unknown key timezon in a program file: write timezone, or remove it",
                        three + ": there is no such file: check the path",
                        "3 problems.");
    }

    @Test
    void filesAreCheckedAgainstEachOther() throws IOException {
        Path one = write("one.yaml", "program: one\nversion: 1\n");
        Path two = write("two.yaml", "program: one\nversion: 1\n");
        assertThat(shell.run("program", "validate", one.toString(), two.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.out().lines()).containsExactly(one + ": ok, one@1");
        assertThat(shell.err()).startsWith(two + ":2:10: one@1 is also in " + one + ":2:10");
    }

    @Test
    void whatIsHardlyMeantIsAHintAndNoProblem() throws IOException {
        Path near = write("near.yaml", "program: near\nversion: 1\nactivation: {event: orders}\n");
        assertThat(shell.run("program", "validate", near.toString())).isZero();
        assertThat(shell.out().lines()).containsExactly(near + ": ok, near@1");
        assertThat(shell.err().lines())
                .containsExactly("Hint: " + near
                        + ":3:21: event orders is one of your own, as it stands: write order where that is meant");
    }

    @Test
    void aWindowIsHeldAgainstWhatTheSettingsKeep() throws IOException {
        Path wide = write("wide.yaml", "program: wide\nversion: 1\nattribution: {window: 30d, click_window: 400d}\n");
        assertThat(shell.run("program", "validate", wide.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err().lines())
                .containsExactly(
                        wide + ":3:42: click_window 400d is longer than touches are kept"
                                + " (attribution.longest_window = 90d): write a shorter one, or raise that setting",
                        "1 problem.");
        assertThat(shell.run("program", "validate", wide.toString(), "--set", "attribution.longest_window=400d"))
                .isZero();
    }

    @Test
    void theShippedProgramsAreRightAtTheDefaultSettings() {
        assertThat(shell.run("program", "validate", "../../programs"))
                .as(shell.err())
                .isZero();
        assertThat(shell.out().lines()).hasSizeGreaterThan(24).allMatch(line -> line.contains(": ok, "));
    }

    @Test
    void aWindowThatIsNotInTheFileIsHeldAgainstThemToo() throws IOException {
        Path none = write("none.yaml", "program: none\nversion: 1\n");
        assertThat(shell.run("program", "validate", none.toString(), "--set", "attribution.longest_window=7d"))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains(none + ":1:1: there is no window, and the one that holds then is longer")
                .contains(none + ":1:1: there is no click_window");
    }

    @Test
    void withoutAWordOrAFileItSaysWhatIsMissing() {
        assertThat(shell.run("program")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("validate");
        assertThat(shell.run("program", "validate")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("FILE");
    }

    private Path write(String name, String head) throws IOException {
        Path file = folder.resolve("files").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, head + "valid_from: 2026-01-01T00:00:00Z\n");
    }
}
