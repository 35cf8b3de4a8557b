package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackRebuildTest {

    @TempDir
    private Path data;

    @Test
    void whatIsSweptAreStatesOfThisRebuildAndThoseBefore() throws IOException {
        for (String name : List.of("rebuilt-3", "rebuilt-4", "rebuilt-5", "rebuilt-by-hand", "archive")) {
            Files.createDirectories(data.resolve(name).resolve("savepoint"));
        }
        StackRebuild.sweep(data, 4);
        assertThat(Home.children(data))
                .extracting(path -> path.getFileName().toString())
                .containsExactlyInAnyOrder("rebuilt-5", "rebuilt-by-hand", "archive");
    }
}
