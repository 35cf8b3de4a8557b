package dev.milepost.runtime.source;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.milepost.runtime.archive.ArchiveFolder;
import dev.milepost.runtime.archive.ArchiveFolder.Partition;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * Refuses to add to an archive the records of other topics than those it is of, or records that do not follow on its own.
 *
 * <p>An archive knows by its files' names which offsets it has. Of a topic that was made anew (a broker's data was removed,
 * the archive kept) the offsets begin again: records below those that the archive has would be passed over without a word.
 * So the archive's folder notes, in the hidden file {@value #NOTE}, the id that Kafka gave each topic. A topic of another
 * id, or one that ends before its archive does, is not the one that was archived.
 *
 * <p>A job without state begins with what Kafka holds. Where Kafka has deleted more than is archived, what lies between would
 * be in neither, and a rebuild would not tell. A job that goes on from a checkpoint is held to that by its source
 * ({@link LostRecords}): what it has read may wait to be archived.
 */
public final class ArchiveTopics {

    private static final String NOTE = ".topics.json";
    private static final int TIMEOUT_SECONDS = 15;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ArchiveTopics() {}

    /**
     * Checks all streams' topics, and notes those that are new to the archive.
     *
     * @param mayLack whether the archive may lack records that Kafka no longer holds: those of a job that goes on from a
     *     checkpoint, or that a person has given up
     * @param told streams that the job tells and does not read: what they hold now is not archived
     * @throws SourceException naming the topics and what to do
     */
    public static void check(Path archive, String bootstrapServers, boolean mayLack, Set<String> told) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_SECONDS * 1_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_SECONDS * 1_000))) {
            Map<String, TopicDescription> topics = admin.describeTopics(
                            Streams.all().stream().map(StreamContract::stream).toList())
                    .allTopicNames()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            Map<String, String> ids = new TreeMap<>();
            topics.forEach(
                    (topic, described) -> ids.put(topic, described.topicId().toString()));
            Map<Partition, HeldOffsets> held = held(admin, topics);
            if (!mayLack) {
                Map<Partition, HeldOffsets> read = new HashMap<>(held);
                read.keySet().removeIf(partition -> told.contains(partition.topic()));
                checkNothingLacks(archive, bootstrapServers, read);
            }
            check(archive, bootstrapServers, ids, held);
        } catch (ExecutionException e) {
            throw new SourceException(
                    "Kafka at " + bootstrapServers + " does not answer about its topics: "
                            + e.getCause().getMessage(),
                    e);
        } catch (TimeoutException e) {
            throw new SourceException(
                    "Kafka at " + bootstrapServers + " does not answer within " + TIMEOUT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceException("Interrupted while asking Kafka about its topics", e);
        } catch (IOException e) {
            throw new SourceException("The archive " + archive + " cannot be used: " + e, e);
        }
    }

    private static Map<Partition, HeldOffsets> held(Admin admin, Map<String, TopicDescription> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<TopicPartition> partitions = topics.values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .toList();
        return HeldOffsets.of(admin, partitions).entrySet().stream()
                .collect(Collectors.toMap(
                        partition -> new Partition(
                                partition.getKey().topic(), partition.getKey().partition()),
                        Map.Entry::getValue));
    }

    static void checkNothingLacks(Path archive, String bootstrapServers, Map<Partition, HeldOffsets> held) {
        List<String> lacking = new ArchiveFolder(archive)
                .ends().entrySet().stream()
                        // A tick that nobody has read is no loss.
                        .filter(end -> !end.getKey().topic().equals(Streams.CLOCK)
                                && held.containsKey(end.getKey())
                                && held.get(end.getKey()).lacksFrom(end.getValue() + 1))
                        .map(end -> end.getKey().topic() + "[" + end.getKey().partition() + "] from offset "
                                + (end.getValue() + 1) + " to "
                                + (held.get(end.getKey()).first() - 1))
                        .sorted()
                        .toList();
        if (!lacking.isEmpty()) {
            throw new SourceException("The archive " + archive + " would lack what Kafka at " + bootstrapServers
                    + " no longer holds: " + String.join(", ", lacking)
                    + ". Start the job from its last checkpoint or savepoint, which may have read them, or bring them back."
                    + " To go on without them, set " + IngestSettings.PASS_OVER_LOST + " to true");
        }
    }

    static void check(Path archive, String bootstrapServers, Map<String, String> ids, Map<Partition, HeldOffsets> held)
            throws IOException {
        Map<String, String> noted = read(archive);
        Map<Partition, Long> archived = new ArchiveFolder(archive).ends();
        TreeSet<String> anew = new TreeSet<>();
        archived.forEach((partition, last) -> {
            String topic = partition.topic();
            boolean other = noted.containsKey(topic) && !noted.get(topic).equals(ids.get(topic));
            if (other
                    || !held.containsKey(partition)
                    || last >= held.get(partition).next()) {
                anew.add(topic);
            }
        });
        if (!anew.isEmpty()) {
            throw new SourceException("The archive " + archive + " is of other topics than Kafka at " + bootstrapServers
                    + " has: " + String.join(", ", anew) + (anew.size() == 1 ? " was" : " were")
                    + " made anew since, and its offsets begin again, so that new records would be taken for such as are"
                    + " archived. Move the archive's folder away, or set archive.folder to another, and start again; a"
                    + " backfill reads the old one where it is");
        }
        noted.putAll(ids);
        write(archive, noted);
    }

    private static Map<String, String> read(Path archive) throws IOException {
        try {
            return JSON.readValue(
                    Files.readString(archive.resolve(NOTE)), new TypeReference<TreeMap<String, String>>() {});
        } catch (NoSuchFileException e) {
            return new TreeMap<>();
        }
    }

    private static void write(Path archive, Map<String, String> ids) throws IOException {
        Files.createDirectories(archive);
        Path part = archive.resolve(NOTE + "." + UUID.randomUUID());
        Files.writeString(part, JSON.writeValueAsString(ids));
        Files.move(part, archive.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
