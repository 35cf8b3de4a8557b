package dev.milepost.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.archive.ArchiveFolder.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a crash leaves in an archive's folder, and what the next start makes of it. */
class ArchiveFolderTest {

    private static final ArchiveName ACCEPTED = new ArchiveName("purchases", false, 0, 100, 200);
    private static final ArchiveName REFUSED = new ArchiveName("purchases", true, 0, 100, 200);

    @TempDir
    private Path path;

    private ArchiveFolder folder;

    @BeforeEach
    void open() {
        folder = new ArchiveFolder(path);
    }

    /** Each range has a file of accepted records, or of refused ones, or both. */
    @Test
    void offsetsThatNoFileCoversAreGaps() throws IOException {
        for (String name : List.of(
                "purchases-p0-0-9.avro",
                "purchases-refused-p0-10-14.avro",
                "purchases-p0-15-19.avro",
                "purchases-refused-p0-15-19.avro",
                "signups-p0-0-3.avro")) {
            Files.createFile(path.resolve(name));
        }
        assertThat(folder.gaps()).isEmpty();
        Files.createFile(path.resolve("purchases-p0-21-30.avro"));
        Files.createFile(path.resolve("purchases-p1-7-9.avro"));
        Files.createFile(path.resolve("purchases-p0-40-41.avro"));
        assertThat(folder.gaps())
                .extracting(Object::toString)
                .containsExactly("purchases-0 20", "purchases-0 31 to 39", "purchases-1 0 to 6");
    }

    /** The next start may be from the checkpoint before, whose writer passes over what is archived. */
    @Test
    void aCrashBetweenTheTwoFilesOfARangeIsMadeGoodAtTheNextStartWhateverItRestores() throws IOException {
        folder.publish(sealed(ACCEPTED), ACCEPTED);
        String waiting = sealed(REFUSED);

        folder.tidy(later());

        assertThat(names()).containsExactly("purchases-p0-100-200.avro", "purchases-refused-p0-100-200.avro");
        assertThat(Files.readString(folder.of(REFUSED))).isEqualTo(REFUSED.toString());
        assertThat(folder.ends())
                .containsOnlyKeys(new Partition("purchases", 0))
                .containsValue(200L);
        // And a start from that very checkpoint finds it done.
        assertThatCode(() -> folder.publish(waiting, REFUSED)).doesNotThrowAnyException();
        assertThat(names()).hasSize(2);
    }

    @Test
    void itIsMadeGoodTheOtherWayRoundToo() throws IOException {
        folder.publish(sealed(REFUSED), REFUSED);
        sealed(ACCEPTED);

        folder.tidy(Instant.now());

        assertThat(names()).containsExactly("purchases-p0-100-200.avro", "purchases-refused-p0-100-200.avro");
    }

    /** Its checkpoint was not completed: the records were read again, and are in files of other ranges. */
    @Test
    void whatACheckpointThatWasNotCompletedHasSealedIsNeverPublishedAndGoesInTime() throws IOException {
        String of = sealed(REFUSED);
        for (ArchiveName again : List.of(
                new ArchiveName("purchases", false, 0, 100, 150),
                new ArchiveName("purchases", true, 0, 100, 150),
                new ArchiveName("purchases", false, 0, 151, 260))) {
            folder.publish(sealed(again), again);
        }
        List<String> visible = names();

        folder.tidy(Instant.now());
        assertThat(names()).isEqualTo(visible);
        assertThat(path.resolve(of)).exists();
        folder.tidy(later());
        assertThat(names()).isEqualTo(visible);
        assertThat(path.resolve(of)).doesNotExist();
    }

    /** The same range was read again, and its file is there, or in a larger one. */
    @Test
    void whatIsThereIsNotPublishedAgain() throws IOException {
        ArchiveName merged = new ArchiveName("purchases", true, 0, 0, 200);
        folder.publish(sealed(ACCEPTED), ACCEPTED);
        folder.publish(sealed(merged), merged);
        sealed(REFUSED);

        folder.tidy(Instant.now());

        assertThat(names()).containsExactly("purchases-p0-100-200.avro", "purchases-refused-p0-0-200.avro");
    }

    @Test
    void whatIsSealedAndNotArchivedStaysHoweverOldItIs() throws IOException {
        String of = sealed(ACCEPTED);

        folder.tidy(later());

        assertThat(names()).isEmpty();
        assertThat(path.resolve(of)).exists();
    }

    /** The accepted records of its range say nothing of the refused ones. */
    @Test
    void aSealedFileThatIsLostIsToldThoughItsSiblingIsThere() throws IOException {
        folder.publish(sealed(ACCEPTED), ACCEPTED);
        String lost = sealed(REFUSED);
        Files.delete(path.resolve(lost));

        assertThatThrownBy(() -> folder.publish(lost, REFUSED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has lost " + lost);
    }

    private String sealed(ArchiveName name) throws IOException {
        return folder.seal(Files.writeString(folder.open(), name.toString()), name);
    }

    private static Instant later() {
        return Instant.now().plus(Duration.ofHours(25));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }
}
