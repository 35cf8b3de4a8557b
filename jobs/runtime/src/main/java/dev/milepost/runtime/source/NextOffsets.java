package dev.milepost.runtime.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.archive.ArchiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * Where whoever has read an archive goes on in Kafka. As a file it is a JSON object: {@code {"purchases-0": 1200}}.
 *
 * @param byPartition the next offset of each partition that is archived, by topic and partition with a dash between
 */
public record NextOffsets(Map<String, Long> byPartition) {

    /** Of no partition: each is read from its earliest record. */
    public static final NextOffsets NONE = new NextOffsets(Map.of());

    /** The file's name, beside the savepoint of a rebuild. */
    public static final String FILE = "offsets.json";

    private static final ObjectMapper JSON = new ObjectMapper();

    public NextOffsets {
        byPartition = Map.copyOf(byPartition);
    }

    /** Where an archive ends. */
    public static NextOffsets of(Path archive) {
        Map<String, Long> next = new HashMap<>();
        new ArchiveFolder(archive)
                .ends()
                .forEach((partition, last) -> next.put(partition.topic() + "-" + partition.partition(), last + 1));
        return new NextOffsets(next);
    }

    /**
     * Those of a file.
     *
     * @throws SourceException where it is missing, cannot be read, or says something else
     */
    public static NextOffsets in(Path file) {
        try {
            Map<String, Long> read = JSON.readValue(Files.readString(file), new TypeReference<>() {});
            if (read == null || read.containsValue(null)) {
                throw new IllegalArgumentException("a partition has no offset");
            }
            NextOffsets next = new NextOffsets(read);
            next.partitions();
            return next;
        } catch (IOException | IllegalArgumentException e) {
            throw new SourceException(
                    file + " is no file of offsets, as a rebuild writes it beside its savepoint: " + e.getMessage(), e);
        }
    }

    /** Writes them, all at once. */
    public void write(Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(new TreeMap<>(byPartition)));
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** The same as Kafka names partitions. */
    public Map<TopicPartition, Long> partitions() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        byPartition.forEach((name, offset) -> offsets.put(partition(name), offset));
        return offsets;
    }

    private static TopicPartition partition(String name) {
        int dash = name.lastIndexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("'" + name + "' names no partition");
        }
        return new TopicPartition(name.substring(0, dash), Integer.parseInt(name.substring(dash + 1)));
    }
}
