package dev.milepost.runtime.archive;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.ingest.Origin;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Which records of a topic a job that started without state has taken before any other record: those that were there. What a
 * job that came to be so makes of them is another thing than what it makes of those that came later, so a rebuild has to know
 * which they were. The archive's folder notes it, in the hidden file {@value #NOTE}; the {@link ArchiveSink} of the job writes
 * it, when it starts without state: another start of the same job has no say.
 *
 * @param topic the topic; empty where there is none
 * @param ends by partition the first offset that was not there
 */
public record LoadedFirst(String topic, TreeMap<Integer, Long> ends) implements Serializable {

    /** None of any topic. */
    public static final LoadedFirst NONE = new LoadedFirst("", Map.of());

    private static final String NOTE = ".loaded-first.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    public LoadedFirst(String topic, Map<Integer, Long> ends) {
        this(topic, new TreeMap<>(ends));
    }

    /** What an archive's folder notes; none where it notes nothing. */
    public static LoadedFirst in(Path archive) {
        try {
            TreeMap<String, TreeMap<Integer, Long>> noted =
                    JSON.readValue(Files.readString(archive.resolve(NOTE)), new TypeReference<>() {});
            return noted.isEmpty()
                    ? NONE
                    : new LoadedFirst(noted.firstKey(), noted.firstEntry().getValue());
        } catch (NoSuchFileException e) {
            return NONE;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + archive.resolve(NOTE) + " cannot be read", e);
        }
    }

    /** Whether a record is one of them. One that is of no topic, but was put into a file, was always there. */
    public boolean holds(Origin origin) {
        return origin.partition() < 0
                || (origin.name().equals(topic) && origin.position() < ends.getOrDefault(origin.partition(), 0L));
    }

    void note(Path archive) throws IOException {
        Files.createDirectories(archive);
        Path part = archive.resolve(NOTE + "." + UUID.randomUUID());
        Files.writeString(part, JSON.writeValueAsString(topic.isEmpty() ? Map.of() : Map.of(topic, ends)));
        Files.move(part, archive.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
