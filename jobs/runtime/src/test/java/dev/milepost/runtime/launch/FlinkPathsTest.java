package dev.milepost.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.core.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkPathsTest {

    @TempDir
    private Path folder;

    @Test
    void areReadByFlinkAsWhatTheyWereMadeOf() throws IOException {
        Path file = folder.resolve("one's own 100%25, #1?.txt");
        Files.writeString(file, "here");
        org.apache.flink.core.fs.Path address = new org.apache.flink.core.fs.Path(FlinkPaths.address(file));
        assertThat(FileSystem.get(address.toUri()).exists(address)).isTrue();
        assertThat(FlinkPaths.path(FlinkPaths.address(file))).isEqualTo(file);
    }

    @Test
    void ofSealedFilesAreReadByTheFileSystemThatSeals() throws IOException {
        Path file = folder.resolve("a blank");
        org.apache.flink.core.fs.Path address = new org.apache.flink.core.fs.Path(FlinkPaths.sealed(file));
        FileSystem.get(address.toUri()).mkdirs(address);
        assertThat(file).isDirectory();
        assertThat(FlinkPaths.path(FlinkPaths.sealed(file))).isEqualTo(file);
    }
}
