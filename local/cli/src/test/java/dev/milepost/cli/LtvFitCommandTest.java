package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LtvFitCommandTest {

    @TempDir
    private Path folder;

    @Test
    void aHoldoutIsInWeeksOrDays() {
        assertThat(LtvFitCommand.days("39w")).isEqualTo(273);
        assertThat(LtvFitCommand.days("60d")).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "39", "-3w", "1mo", "999999w"})
    void anyOtherIsRefused(String span) {
        Shell shell = new Shell(folder.resolve("home"));
        assertThat(shell.run("ltv", "fit", "--holdout=" + span)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--holdout is '" + span + "'", "39w or 60d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0w", "0d", "00d"})
    void noDayAtAllIsTooFew(String span) {
        Shell shell = new Shell(folder.resolve("home"));
        assertThat(shell.run("ltv", "fit", "--holdout=" + span)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err())
                .startsWith("milepost: --holdout is '" + span + "': it must be at least one day, as 39w or 60d.");
    }

    @Test
    void aDayThatIsNoneIsRefused() {
        Shell shell = new Shell(folder.resolve("home"));
        assertThat(shell.run("ltv", "fit", "--as-of", "2026-13-45")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err())
                .startsWith(
                        "milepost: Invalid value for option '--as-of': '2026-13-45' is no day: write it like 2026-06-30\n");
    }

    @Test
    void withoutAWarehouseThereIsNothingToFitTo() {
        Shell shell = new Shell(folder.resolve("home"));
        assertThat(shell.run("ltv", "fit")).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.run("attribution", "models")).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.run("ltv")).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("attribution")).isEqualTo(ExitCode.USAGE);
    }
}
