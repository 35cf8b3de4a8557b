package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.archive.ArchiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveSnapshotTest {

    private static final ArchiveFolder.Partition CLICKS = new ArchiveFolder.Partition("clickstream", 0);

    @TempDir
    private Path folder;

    @Test
    void hasWhatCanBeSeenOfAnArchiveAndWhatLiesBesideIt() throws IOException {
        Path archive = files("archive", "0-3", "0-1", "2-3", "6-6");
        Files.createFile(archive.resolve(".open-1"));
        Files.createFile(archive.resolve("signups.jsonl"));
        Path snapshot = ArchiveSnapshot.of(archive, folder.resolve("snapshot"));
        try (Stream<Path> linked = Files.list(snapshot)) {
            assertThat(linked.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("clickstream-p0-0-3.avro", "clickstream-p0-6-6.avro", "signups.jsonl");
        }
        assertThat(ArchiveSnapshot.isArchive(snapshot)).isTrue();
    }

    /** The parts 2 to 3 and 4 to 5 were removed before a listing came to them, and 2 to 5 was made behind it. */
    @Test
    void passesOverNoFileThatWasMergedWhileItListed() throws IOException {
        ArchiveFolder archive = new ArchiveFolder(files("archive", "0-1", "2-5", "8-9"));
        ArchiveFolder linked = new ArchiveFolder(files("linked", "0-1", "8-9"));
        assertThatThrownBy(() -> ArchiveSnapshot.requireWhole(linked, archive.ends(), archive.gaps()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("clickstream-0 2 to 7");

        ArchiveFolder cut = new ArchiveFolder(files("short", "0-1", "2-5"));
        assertThatThrownBy(() -> ArchiveSnapshot.requireWhole(cut, archive.ends(), archive.gaps()))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the last of clickstream");
    }

    /** What the archive itself lacks is none of the listing's; what came to it meanwhile is of a later moment. */
    @Test
    void takesAnArchiveAsItIs() throws IOException {
        ArchiveFolder archive = new ArchiveFolder(files("archive", "2-5", "8-9", "10-10"));
        ArchiveFolder linked = new ArchiveFolder(files("linked", "2-5", "8-9"));
        ArchiveSnapshot.requireWhole(linked, Map.of(CLICKS, 9L), archive.gaps());
        assertThat(linked.gaps())
                .isEqualTo(List.of(new ArchiveFolder.Gap(CLICKS, 0, 1), new ArchiveFolder.Gap(CLICKS, 6, 7)));
    }

    private Path files(String name, String... offsets) throws IOException {
        Path made = Files.createDirectory(folder.resolve(name));
        for (String range : offsets) {
            Files.createFile(made.resolve("clickstream-p0-" + range + ".avro"));
        }
        return made;
    }
}
