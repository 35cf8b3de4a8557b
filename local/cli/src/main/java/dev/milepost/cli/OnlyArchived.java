package dev.milepost.cli;

import dev.milepost.runtime.archive.ArchiveFolder;
import dev.milepost.runtime.archive.ArchiveName;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What a stack's archive holds and its Kafka does not. A job that begins without state reads Kafka from the first record on, so
 * it would not know of that, whatever the warehouse shows of it: a refund of such an order would be of an order that nobody
 * knows.
 *
 * @param archive the folder
 * @param files files of records that were in no topic: replayed letters, and those that a person put there
 * @param gone offsets that Kafka has let go of, by partition, for a person
 * @param beyond partitions that end in Kafka before they do in the archive: the topics are others
 */
record OnlyArchived(Path archive, List<String> files, List<String> gone, List<String> beyond) {

    /**
     * What Kafka holds of a partition.
     *
     * @param first the first offset
     * @param end the one after the last
     */
    record Held(long first, long end) {

        private static final Held NOTHING = new Held(0, 0);
    }

    /** Looks into a folder, which need not be there, and asks that Kafka. */
    static OnlyArchived of(Path archive, String kafka) {
        List<TopicPartition> partitions = partitions(archive);
        return of(archive, partitions.isEmpty() ? Map.of() : held(partitions, kafka));
    }

    /** As the other, of a Kafka that holds nothing else. */
    static OnlyArchived of(Path archive, Map<TopicPartition, Held> kafka) {
        if (!Files.isDirectory(archive)) {
            return new OnlyArchived(archive, List.of(), List.of(), List.of());
        }
        List<String> files = StreamFiles.in(archive).files().stream()
                .map(StreamFile::name)
                .filter(name -> ArchiveName.parse(name).isEmpty())
                .toList();
        Map<TopicPartition, Long> firsts = new TreeMap<>(OnlyArchived::compare);
        Map<TopicPartition, Long> lasts = new TreeMap<>(OnlyArchived::compare);
        for (ArchiveName name : new ArchiveFolder(archive).files()) {
            firsts.merge(partition(name), name.first(), Math::min);
            lasts.merge(partition(name), name.last(), Math::max);
        }
        List<String> gone = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        lasts.forEach((partition, last) -> {
            Held held = kafka.getOrDefault(partition, Held.NOTHING);
            if (held.end() <= last) {
                beyond.add(partition + " (" + held.end() + ", not " + (last + 1) + ")");
            } else if (held.first() > firsts.get(partition)) {
                gone.add(partition + " before offset " + held.first());
            }
        });
        return new OnlyArchived(archive, files, gone, beyond);
    }

    private static List<TopicPartition> partitions(Path archive) {
        return new ArchiveFolder(archive)
                .files().stream().map(OnlyArchived::partition).distinct().toList();
    }

    private static TopicPartition partition(ArchiveName name) {
        return new TopicPartition(name.stream(), name.partition());
    }

    private static int compare(TopicPartition one, TopicPartition other) {
        return one.toString().compareTo(other.toString());
    }

    private static Map<TopicPartition, Held> held(List<TopicPartition> partitions, String kafka) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            Map<String, List<PartitionInfo>> topics = consumer.listTopics();
            List<TopicPartition> there = partitions.stream()
                    .filter(partition -> partition.partition()
                            < topics.getOrDefault(partition.topic(), List.of()).size())
                    .toList();
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(there);
            Map<TopicPartition, Held> held = new TreeMap<>(OnlyArchived::compare);
            consumer.endOffsets(there)
                    .forEach((partition, end) -> held.put(partition, new Held(firsts.get(partition), end)));
            return held;
        }
    }

    boolean isEmpty() {
        return files.isEmpty() && gone.isEmpty();
    }

    /**
     * A live run takes what it reads for archived up to where the archive ends.
     *
     * @throws CommandFailure where the archive is of other topics than Kafka's, of which it would keep nothing
     */
    void requireSameTopics() {
        if (!beyond.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.REFUSED_INPUT,
                    "Kafka's topics end before the archive " + archive + " does: " + String.join(", ", beyond)
                            + ". They are not those that it was written from, and of what comes it would keep nothing."
                            + " Bring the Kafka folder back that belongs to it; or take the data folder away as a whole,"
                            + " and begin with an empty one: an archive that was taken away still rebuilds another"
                            + " warehouse (./milepost backfill --events DIR --warehouse DIR).");
        }
    }

    /** For whoever begins on a warehouse that shows nothing yet. */
    String told(String warehouse) {
        return "Beginning from what Kafka holds. " + what() + ", so the warehouse " + warehouse
                + " lacks it until you rebuild it, now or later, beside the stack or at rest: " + rebuild(warehouse);
    }

    /**
     * The refusal to begin on a warehouse that shows events.
     *
     * @param other the warehouse that the stack's state is of, and no rebuild of this one could be gone over to; null where
     *     there is no state
     */
    CommandFailure refused(String warehouse, String other) {
        String why = "There is no state that goes with the warehouse " + warehouse
                + ", and without one a stack knows of what Kafka holds alone. " + what()
                + ": it would be shown, but a refund of such an order, say, would not find it. So nothing was started."
                + " What is shown has not changed.\n";
        return new CommandFailure(
                ExitCode.FIGURES_DIFFER,
                why
                        + (other == null
                                ? "Rebuild it, and start again: the stack goes on from the rebuild.\n  "
                                        + rebuild(warehouse)
                                : "The stack's state is that of " + other + ": start it there. Or name a warehouse that"
                                        + " is not there yet, and rebuild that once the stack runs."));
    }

    private String what() {
        List<String> kinds = new ArrayList<>();
        if (!files.isEmpty()) {
            kinds.add("files of records that were in no topic (" + Text.some(files) + ")");
        }
        if (!gone.isEmpty()) {
            kinds.add("records that Kafka has let go of (" + Text.some(gone) + ")");
        }
        return "The archive " + archive + " has more: " + String.join(", and ", kinds);
    }

    private String rebuild(String warehouse) {
        return "./milepost backfill --events " + archive
                + (warehouse.startsWith("jdbc:") ? " --clickhouse-url " : " --warehouse ") + warehouse;
    }
}
