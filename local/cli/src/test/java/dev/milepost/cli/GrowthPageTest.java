package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/growth.md shows is what the commands say. */
class GrowthPageTest {

    private static final Path PAGE = Path.of("..", "..", "docs", "growth.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w*)\n(.*?)^```$");

    @TempDir
    private Path folder;

    private List<String> blocks;
    private Path program;
    private Shell shell;

    @BeforeEach
    void read() throws IOException {
        blocks = BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(MatchResult::group)
                .map(block -> block.replaceFirst("^```\\w*\n", "").replaceFirst("```$", ""))
                .toList();
        program = Files.writeString(folder.resolve("spring.yaml"), block("program: spring"));
        shell = new Shell(folder.resolve("home"));
    }

    @Test
    void theProgramIsValidAndExplainedAsThePageHasIt() {
        assertThat(shell.run("program", "validate", program.toString())).isZero();
        assertThat(shell.run("program", "explain", program.toString())).isZero();
        assertThat(shell.out()).contains(block("  third-order, of the category"));
    }

    @Test
    void thePlanIsWhatTheCommandOfThePageSays() {
        String command = block("./milepost experiment plan").strip().replaceFirst("^\\./milepost ", "");

        assertThat(shell.run(command.split(" "))).isZero();
        assertThat(shell.out()).isEqualTo(block("Control: "));
    }

    @Test
    void thereAreAsManyProgramsAsThePageSays() throws IOException {
        ProgramCatalog programs = ProgramFiles.read(Path.of("..", "..", "programs"));

        assertThat(Files.readString(PAGE))
                .contains(programs.versions().size() + " files of "
                        + programs.programs().size() + " programs in the manner");
    }

    private String block(String beginning) {
        return blocks.stream()
                .filter(block -> block.startsWith(beginning))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no block that begins with " + beginning));
    }
}
