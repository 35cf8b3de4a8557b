package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.archive.ArchiveFolder.Partition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ArchiveTopicsTest {

    private static final Map<String, String> FIRST = Map.of("purchases", "id-1", "signups", "id-2");
    private static final Map<String, String> ANEW = Map.of("purchases", "id-3", "signups", "id-2");

    @TempDir
    private Path archive;

    private void check(Map<String, String> ids, long purchasesEnd) throws IOException {
        ArchiveTopics.check(
                archive,
                "kafka:9092",
                ids,
                Map.of(
                        new Partition("purchases", 0),
                        new HeldOffsets(0, purchasesEnd),
                        new Partition("signups", 0),
                        new HeldOffsets(0, 1_000L)));
    }

    private void archived(long first, long last) throws IOException {
        Files.createFile(archive.resolve("purchases-p0-" + first + "-" + last + ".avro"));
    }

    @Test
    void theSameTopicsGoOn() throws IOException {
        check(FIRST, 0);
        archived(0, 199);
        check(FIRST, 200);
        check(FIRST, 500);
    }

    @Test
    void aTopicMadeAnewIsRefusedThoughItHasMoreRecordsThanTheArchive() throws IOException {
        check(FIRST, 200);
        archived(0, 199);

        assertThatThrownBy(() -> check(ANEW, 300))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(archive.toString())
                .hasMessageContaining("purchases was made anew")
                .hasMessageContaining("archive.folder");
        // It is not noted as the archive's own: the next start is refused too.
        assertThatThrownBy(() -> check(ANEW, 300)).isInstanceOf(SourceException.class);
    }

    @Test
    void anArchiveOfBeforeIdsWereNotedIsJudgedByWhereItEnds() throws IOException {
        archived(0, 199);

        assertThatThrownBy(() -> check(FIRST, 199)).hasMessageContaining("purchases");
        assertThatCode(() -> check(FIRST, 200)).doesNotThrowAnyException();
    }

    private void begin(long first, long next) {
        ArchiveTopics.checkNothingLacks(
                archive, "kafka:9092", Map.of(new Partition("purchases", 0), new HeldOffsets(first, next)));
    }

    @Test
    void aJobDoesNotBeginBehindAGapBetweenTheArchiveAndKafka() throws IOException {
        archived(0, 199);
        assertThatThrownBy(() -> begin(5_000, 6_000))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("purchases[0] from offset 200 to 4999")
                .hasMessageContaining("ingest.pass_over_lost");
        assertThatThrownBy(() -> begin(202, 202))
                .as("all of Kafka's are deleted")
                .isInstanceOf(SourceException.class);
        assertThatThrownBy(() -> begin(201, 202)).isInstanceOf(SourceException.class);
    }

    @Test
    void aJobBeginsWhereKafkaHoldsWhatFollowsOnTheArchive() throws IOException {
        assertThatCode(() -> begin(5_000, 6_000)).as("nothing is archived yet").doesNotThrowAnyException();
        archived(0, 199);
        assertThatCode(() -> begin(0, 200)).doesNotThrowAnyException();
        assertThatCode(() -> begin(200, 200)).doesNotThrowAnyException();
        assertThatCode(() -> begin(200, 900)).doesNotThrowAnyException();
        assertThatCode(() -> begin(201, 201)).as("the mark of a transaction").doesNotThrowAnyException();
    }

    @Test
    void aTopicOfWhichNothingIsArchivedMayBeMadeAnew() throws IOException {
        check(FIRST, 200);
        check(ANEW, 0);
        archived(0, 9);
        check(ANEW, 10);
        assertThatThrownBy(() -> check(FIRST, 10)).hasMessageContaining("purchases");
    }
}
