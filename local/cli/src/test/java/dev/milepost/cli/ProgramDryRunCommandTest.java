package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before anything is computed. */
class ProgramDryRunCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;
    private Path events;
    private Path spring;

    @BeforeEach
    void place() throws IOException {
        shell = new Shell(folder.resolve("home"));
        events = Files.createDirectories(folder.resolve("events"));
        spring = program("spring.yaml", "program: spring\nversion: 1\n");
    }

    @Test
    void aFileThatIsWrongIsRefusedInTheWordsOfValidate() throws IOException {
        Path wrong = program("wrong.yaml", "program: spring\nversion: 0\ntimezon: UTC\n");
        Path missing = folder.resolve("missing.yaml");
        assertThat(shell.run("program", "validate", wrong.toString(), missing.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        List<String> validated = shell.err().lines().toList();

        assertThat(dryRun(wrong, missing)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err().lines().toList())
                .hasSize(4)
                .startsWith(validated.subList(0, 3).toArray(String[]::new))
                .endsWith("3 problems. Nothing was run.");
        assertThat(shell.err()).contains(missing + ": there is no such file: check the path");

        assertThat(shell.run("program", "dry-run", spring.toString(), "--events", folder.toString(), "--against", "no"))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("no: there is no such file: check the path");
    }

    @Test
    void aFolderWithoutEventsIsRefused() throws IOException {
        assertThat(dryRun(spring)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no stream file in " + events).contains("such as clickstream.jsonl");

        Files.delete(events);
        assertThat(dryRun(spring)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no folder " + events);

        Files.writeString(events, "");
        assertThat(dryRun(spring)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(events + " is no folder: give the folder that holds the stream files");
    }

    @Test
    void anotherProgramIsNoOtherVersion() throws IOException {
        Path autumn = program("autumn.yaml", "program: autumn\nversion: 1\n");
        Files.writeString(events.resolve("signups.jsonl"), "");

        assertThat(shell.run(
                        "program",
                        "dry-run",
                        spring.toString(),
                        "--events",
                        events.toString(),
                        "--against",
                        autumn.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains(autumn + " is of program autumn, and the run is of spring")
                .contains("another version of a program that is run");
    }

    @Test
    void aWindowThatNoJobTakesIsRefusedBeforeTheEventsAreRead() throws IOException {
        Path wide = program("wide.yaml", "program: wide\nversion: 1\nattribution: {window: 180d}\n");
        Files.writeString(events.resolve("signups.jsonl"), "");

        assertThat(dryRun(wide)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .startsWith(wide + ":3:23: window 180d is longer than touches are kept")
                .contains("or raise that setting");
    }

    @Test
    void filesAreWrittenIntoAFolderAlone() throws IOException {
        Path csv = Files.writeString(folder.resolve("csv"), "mine");
        Files.writeString(events.resolve("signups.jsonl"), "");

        assertThat(shell.run(
                        "program",
                        "dry-run",
                        spring.toString(),
                        "--events",
                        events.toString(),
                        "--csv",
                        csv.toString()))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(csv + " is no folder: --csv takes one to write the files into");
        assertThat(csv).hasContent("mine");
    }

    @Test
    void whatIsNotUnderstoodIsSaidWithWhereToLook() {
        assertThat(shell.run("program", "dry-run", spring.toString())).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--events").contains("program dry-run --help");
        assertThat(shell.run("program", "dry-run", spring.toString(), "--events", "x", "--agianst", "y"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("--against");
        assertThat(shell.run("program", "dry-run", spring.toString(), "--events", "x", "--until", "soon"))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("soon");
    }

    @Test
    void helpFitsATerminalAndHasAnExample() {
        assertThat(shell.run("program", "dry-run", "--help")).isZero();
        assertThat(shell.out()).contains("./milepost program dry-run spring.yaml --events export");
        assertThat(shell.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void aCellThatACommaAQuoteOrALinesEndIsInIsQuoted() {
        assertThat(DryRunCsv.line(List.of("a", "b,c", "d \"e\"", "f\ng", "", "-1.50")))
                .isEqualTo("a,\"b,c\",\"d \"\"e\"\"\",\"f\ng\",,-1.50\n");
    }

    private int dryRun(Path... files) {
        List<String> arguments = new ArrayList<>(List.of("program", "dry-run"));
        for (Path file : files) {
            arguments.add(file.toString());
        }
        arguments.addAll(List.of("--events", events.toString()));
        return shell.run(arguments.toArray(String[]::new));
    }

    private Path program(String name, String head) throws IOException {
        return Files.writeString(folder.resolve(name), head + "valid_from: 2026-01-01T00:00:00Z\n");
    }
}
