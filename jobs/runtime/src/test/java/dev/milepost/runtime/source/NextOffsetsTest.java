package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NextOffsetsTest {

    @TempDir
    private Path folder;

    @Test
    void anArchiveSaysWhereItEndsAndAFileKeepsIt() throws Exception {
        Path archive = Files.createDirectories(folder.resolve("archive"));
        for (String name : List.of(
                "purchases-p0-0-9.avro",
                "purchases-refused-p0-10-14.avro",
                "user_attributes-p2-7-7.avro",
                "signups-by-hand.jsonl")) {
            Files.createFile(archive.resolve(name));
        }
        NextOffsets next = NextOffsets.of(archive);
        assertThat(next.partitions())
                .isEqualTo(
                        Map.of(new TopicPartition("purchases", 0), 15L, new TopicPartition("user_attributes", 2), 8L));

        Path file = folder.resolve("offsets.json");
        next.write(file);
        assertThat(NextOffsets.in(file)).isEqualTo(next);
        assertThat(file).content().contains("\"purchases-0\" : 15");
    }

    @Test
    void aFileOfSomethingElseIsRefused() throws Exception {
        Path file = folder.resolve("offsets.json");
        for (String text :
                List.of("", "[]", "{\"purchases\": 3}", "{\"purchases-0\": null}", "{\"purchases-0\": {}}")) {
            Files.writeString(file, text);
            assertThatThrownBy(() -> NextOffsets.in(file))
                    .as(text)
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining(file.toString());
        }
        assertThatThrownBy(() -> NextOffsets.in(folder.resolve("none.json"))).isInstanceOf(SourceException.class);
    }
}
