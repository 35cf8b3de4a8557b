package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.pipeline.Generations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a stopped job is of use, or is refused before a server is asked. */
class ClusterRebuildTest {

    private static final String NOBODY = "jdbc:clickhouse://127.0.0.1:1/default";

    @TempDir
    private Path folder;

    private Shell shell;
    private Path archive;
    private Path savepoints;

    @BeforeEach
    void write() throws IOException {
        shell = new Shell(folder.resolve("home"));
        savepoints = folder.resolve("savepoints");
        archive = Files.createDirectories(folder.resolve("archive"));
        Files.createFile(archive.resolve("purchases-p0-0-9.avro"));
    }

    @Test
    void aSavepointIsForAJobThatIsStopped() {
        refused(ExitCode.USAGE, "name its warehouse", "backfill", "--events", archive.toString());
        refused(ExitCode.USAGE, "name its warehouse", "erase", "ada", "--events", archive.toString());
        refused(
                ExitCode.USAGE,
                "say --job-is-stopped",
                "backfill",
                "--events",
                archive.toString(),
                "--clickhouse-url",
                NOBODY);
        refused(
                ExitCode.USAGE,
                "say --job-is-stopped",
                "erase",
                "ada",
                "--events",
                archive.toString(),
                "--clickhouse-url",
                NOBODY);
    }

    @Test
    void whoIsErasedIsSaidOnce() throws Exception {
        Path who = Files.writeString(folder.resolve("who"), "\n");
        String[] rest = {"--events", archive.toString(), "--clickhouse-url", NOBODY};
        refused(ExitCode.USAGE, "Name one user", with(rest, "erase"));
        refused(ExitCode.USAGE, "Name one user", with(rest, "erase", "ada", "--user-file", who.toString()));
        refused(ExitCode.USAGE, "Name a user", with(rest, "erase", "--user-file", who.toString()));
        assertThat(shell.run(with(rest, "erase", "ada", "--bootstrap", "127.0.0.1:1")))
                .isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains("a stack has a Kafka of its own");
    }

    @Test
    void theJobGoesOnFromTheEndOfAnArchive() throws Exception {
        String[] stopped = {"--clickhouse-url", NOBODY, "--job-is-stopped"};
        refused(
                ExitCode.USAGE,
                "leave --until out",
                with(stopped, "backfill", "--events", archive.toString(), "--until", "2026-01-01T00:00:00Z"));
        Path export = Files.createDirectories(folder.resolve("export"));
        Files.createFile(export.resolve("purchases.jsonl"));
        refused(ExitCode.REFUSED_INPUT, "holds no archive", with(stopped, "backfill", "--events", export.toString()));
    }

    @Test
    void aFolderIsOfOneRebuild() throws Exception {
        ClusterRebuild rebuild = new ClusterRebuild(savepoints);
        Generations.Taken generation = new Generations.Taken(7, "milepost_store_b");
        assertThat(rebuild.begin(generation))
                .isEqualTo(savepoints.resolve("rebuilt-7"))
                .isEmptyDirectory();
        assertThatThrownBy(() -> rebuild.begin(generation))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("rebuilt-7 is there already");
    }

    private static String[] with(String[] more, String... words) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private void refused(int code, String why, String... words) {
        assertThat(shell.run(with(new String[] {"--savepoint", savepoints.toString()}, words)))
                .as(String.join(" ", words) + shell.err())
                .isEqualTo(code);
        assertThat(shell.err()).contains(why);
        assertThat(savepoints).doesNotExist();
    }
}
