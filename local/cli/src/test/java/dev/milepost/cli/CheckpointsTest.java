package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.launch.FlinkPaths;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void listen() {
        shell = new Shell(folder);
    }

    @Test
    void theLatestIsTheOneCompletedLastOfWhateverJob() throws IOException {
        checkpoint("job-a/chk-90", 1_000);
        checkpoint("savepoint-b", 3_000);
        checkpoint("job-c/chk-2", 2_000);
        Files.createDirectories(folder.resolve("job-c/chk-3"));
        assertThat(Checkpoints.in(folder).latest()).contains(folder.resolve("savepoint-b"));
        checkpoint("job-c/chk-4", 4_000);
        assertThat(Checkpoints.in(folder).latest()).contains(folder.resolve("job-c/chk-4"));
    }

    @Test
    void withoutACheckpointThereIsNone() throws IOException {
        assertThat(Checkpoints.in(folder).latest()).isEmpty();
        assertThat(Checkpoints.in(folder.resolve("missing")).latest()).isEmpty();
    }

    @Test
    void whatAJobWritesAndRemovesMeanwhileIsNoMatter() throws Exception {
        checkpoint("job/chk-1", 1_000);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> job = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                try {
                    Path next = Files.createDirectories(folder.resolve("job/chk-2"));
                    for (int i = 0; i < 20; i++) {
                        Files.createFile(next.resolve("part-" + i));
                    }
                    Home.delete(next);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        for (int i = 0; i < 2_000; i++) {
            assertThat(Checkpoints.in(folder).latest()).contains(folder.resolve("job/chk-1"));
        }
        over.set(true);
        job.get();
    }

    @Test
    void aDamagedOneIsPassedOverInFavourOfTheOneBefore() throws IOException {
        checkpoint("job/chk-1", 1_000);
        checkpoint("job/chk-2", 2_000);
        assertThat(Checkpoints.in(folder).latestIntact(shell.terminal())).isEqualTo(folder.resolve("job/chk-2"));
        assertThat(shell.err()).isEmpty();

        flipABit(folder.resolve("job/chk-2/state"), 2_000);
        assertThat(Checkpoints.in(folder).latestIntact(shell.terminal())).isEqualTo(folder.resolve("job/chk-1"));
        assertThat(shell.err()).contains("job/chk-2/state is damaged: the checksum does not hold in its block 0");
    }

    @Test
    void whereAllAreDamagedNothingIsGuessed() throws IOException {
        checkpoint("job/chk-1", 1_000);
        flipABit(folder.resolve("job/chk-1/_metadata"), 1_000);
        assertThatThrownBy(() -> Checkpoints.in(folder).latestIntact(shell.terminal()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("No checkpoint in " + folder + " is as it was written.");
    }

    @Test
    void thoseBeforeTheOneBeforeAreRemoved() throws IOException {
        checkpoint("job/chk-1", 1_000);
        checkpoint("job/chk-2", 2_000);
        checkpoint("job/chk-3", 3_000);
        checkpoint("job/chk-4", 4_000);
        Checkpoints.in(folder).deleteBefore(folder.resolve("job/chk-3"));
        assertThat(folder.resolve("job"))
                .isDirectoryContaining("glob:**/chk-4")
                .isDirectoryContaining("glob:**/chk-3")
                .isDirectoryContaining("glob:**/chk-2")
                .isDirectoryNotContaining("glob:**/chk-1");
    }

    @Test
    void theFolderOfAJobGoesWithTheLastOfItsCheckpoints() throws IOException {
        checkpoint("job-a/chk-1", 1_000);
        Files.createDirectories(folder.resolve("job-a/shared"));
        checkpoint("savepoint-a", 2_000);
        checkpoint("job-b/chk-1", 3_000);
        checkpoint("savepoint-b", 4_000);
        Checkpoints.in(folder).deleteBefore(folder.resolve("savepoint-b"));
        assertThat(folder)
                .isDirectoryContaining("glob:**/savepoint-b")
                .isDirectoryContaining("glob:**/job-b")
                .isDirectoryNotContaining("glob:**/savepoint-a")
                .isDirectoryNotContaining("glob:**/job-a");
    }

    private void checkpoint(String name, long millis) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(name));
        write(checkpoint.resolve("state"), "counts of " + name, millis);
        write(checkpoint.resolve("_metadata"), name, millis);
    }

    private static void write(Path file, String text, long millis) throws IOException {
        org.apache.flink.core.fs.Path address = new org.apache.flink.core.fs.Path(FlinkPaths.sealed(file));
        try (OutputStream out = FileSystem.get(address.toUri()).create(address, FileSystem.WriteMode.OVERWRITE)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }

    private static void flipABit(Path file, long millis) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[0] ^= 1;
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.fromMillis(millis));
    }
}
