package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.cli.OnlyArchived.Held;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stack that begins from Kafka alone would lack. */
class OnlyArchivedTest {

    private static final TopicPartition ORDERS = new TopicPartition("purchases", 1);

    @TempDir
    private Path archive;

    @Test
    void whatKafkaHoldsTooIsNothingThatOnlyTheArchiveHolds() throws IOException {
        files("purchases-p1-0-9.avro", "purchases-refused-p1-0-9.avro", ".open-1", "notes.txt");
        OnlyArchived only = OnlyArchived.of(archive, Map.of(ORDERS, new Held(0, 10)));
        assertThat(only.isEmpty()).isTrue();
        assertThatCode(only::requireSameTopics).doesNotThrowAnyException();
        assertThat(OnlyArchived.of(archive.resolve("missing"), Map.of()).isEmpty())
                .isTrue();
    }

    @Test
    void filesThatWereInNoTopicAreNamedWithWhatToDo() throws IOException {
        files("purchases-p1-0-9.avro", "purchases-replayed-12ab.jsonl", "signups-of-before.avro");
        OnlyArchived only = OnlyArchived.of(archive, Map.of(ORDERS, new Held(0, 10)));
        assertThat(only.files()).containsExactly("purchases-replayed-12ab.jsonl", "signups-of-before.avro");
        assertThat(only.refused("/w", null))
                .hasMessageContaining("purchases-replayed-12ab.jsonl, signups-of-before.avro")
                .hasMessageContaining("./milepost backfill --events " + archive + " --warehouse /w");
        assertThat(only.refused("jdbc:clickhouse://h:1/d", "/other"))
                .hasMessageContaining("that of /other: start it there");
        assertThat(only.told("jdbc:clickhouse://h:1/d")).contains("--clickhouse-url jdbc:clickhouse://h:1/d");
    }

    @Test
    void whatKafkaHasLetGoOfIsOnlyInTheArchive() throws IOException {
        files("purchases-p1-4-9.avro", "purchases-p1-10-19.avro");
        assertThat(OnlyArchived.of(archive, Map.of(ORDERS, new Held(4, 30))).isEmpty())
                .isTrue();
        assertThat(OnlyArchived.of(archive, Map.of(ORDERS, new Held(5, 30))).gone())
                .isEqualTo(List.of("purchases-1 before offset 5"));
    }

    @Test
    void aKafkaThatEndsBeforeTheArchiveIsAnother() throws IOException {
        files("purchases-p1-0-9.avro");
        for (Map<TopicPartition, Held> kafka :
                List.of(Map.of(ORDERS, new Held(0, 9)), Map.<TopicPartition, Held>of())) {
            OnlyArchived only = OnlyArchived.of(archive, kafka);
            assertThatThrownBy(only::requireSameTopics)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("purchases-1 (")
                    .hasMessageContaining("not 10)");
        }
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Files.createFile(archive.resolve(name));
        }
    }
}
