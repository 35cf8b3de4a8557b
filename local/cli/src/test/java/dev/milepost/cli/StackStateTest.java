package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackStateTest {

    @TempDir
    private Path checkpoints;

    @Test
    void theLatestCheckpointIsTheOneCompletedLastOfWhateverJob() throws IOException {
        checkpoint("job-a/chk-90", 1_000);
        checkpoint("savepoint-b", 3_000);
        checkpoint("job-c/chk-2", 2_000);
        Files.createDirectories(checkpoints.resolve("job-c/chk-3"));
        assertThat(StackState.latestCheckpoint(checkpoints)).contains(checkpoints.resolve("savepoint-b"));
        checkpoint("job-c/chk-4", 4_000);
        assertThat(StackState.latestCheckpoint(checkpoints)).contains(checkpoints.resolve("job-c/chk-4"));
    }

    @Test
    void withoutACheckpointThereIsNone() throws IOException {
        assertThat(StackState.latestCheckpoint(checkpoints)).isEmpty();
        assertThat(StackState.latestCheckpoint(checkpoints.resolve("missing"))).isEmpty();
    }

    private void checkpoint(String name, long millis) throws IOException {
        Path metadata = Files.createDirectories(checkpoints.resolve(name)).resolve("_metadata");
        Files.setLastModifiedTime(Files.createFile(metadata), FileTime.fromMillis(millis));
    }
}
