package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {

    @TempDir
    private Path folder;

    @Test
    void whereNoneCanBeHadTheRunIsRefused() {
        assertThatThrownBy(() -> Disk.of(folder, 1, "false"))
                .isInstanceOf(ChaosFailure.class)
                .hasMessageContaining("cannot be filled")
                .hasMessageContaining("leave --fill-disk out");
        assertThatThrownBy(() -> Disk.of(folder, 1, "no-such-mount"))
                .isInstanceOf(ChaosFailure.class)
                .hasMessageContaining("this system has no mount");
    }
}
