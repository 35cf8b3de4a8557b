package dev.milepost.cli;

import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.TopicContract;
import dev.milepost.schemas.Topics;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What Kafka holds of a user. Of a topic that names one everything is deleted that the archive has, or that was told by now:
 * Kafka deletes from the front alone. Its files go with their segments, which are rolled for it.
 */
final class ErasedTopics {

    /** Topics that name nobody, or by pseudonyms alone. */
    static final Set<String> OF_NOBODY = Set.of(Streams.CLOCK, Streams.PROGRAMS, Streams.ERASURES);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Younger records are not let go of by their age, so that a job has read them for sure. */
    private static final String KEPT_MILLIS = "10000";

    private static final String ROLLED_MILLIS = "100";
    private static final List<String> HURRIED = List.of(TopicConfig.SEGMENT_MS_CONFIG, TopicConfig.RETENTION_MS_CONFIG);

    private final String bootstrapServers;
    private final Eraser eraser;
    private final Wire wire = new Wire();

    /**
     * Those of a Kafka.
     *
     * @param eraser by the list as it is once the user is in it
     */
    ErasedTopics(String bootstrapServers, Eraser eraser) {
        this.eraser = eraser;
        this.bootstrapServers = bootstrapServers;
    }

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "enable.auto.commit", false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Events of people that the archive has not got yet; a record that cannot be read is passed over. */
    void eachAfter(Map<String, Long> archived, Consumer<SpecificRecord> taker) {
        List<String> streams = Streams.all().stream()
                .map(StreamContract::stream)
                .filter(stream -> !OF_NOBODY.contains(stream))
                .toList();
        read(streams, archived, record -> {
            try {
                taker.accept(wire.decode(Streams.named(record.topic()), record.value()));
            } catch (WireException e) {
                // It is refused, and a dead letter that is erased with the rest names whom it names.
            }
        });
    }

    private void read(
            Collection<String> topics, Map<String, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = partitions(consumer, topics);
            consumer.assign(partitions);
            Map<TopicPartition, Long> firsts = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            partitions.forEach(partition -> consumer.seek(
                    partition, Math.max(firsts.get(partition), from.getOrDefault(partition.toString(), 0L))));
            long quietSince = System.nanoTime();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                boolean quiet = true;
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    quiet = false;
                    taker.accept(record);
                }
                quietSince = quiet ? quietSince : System.nanoTime();
                if (System.nanoTime() - quietSince > PATIENCE.toNanos()) {
                    throw new CommandFailure(
                            ExitCode.FAILURE, "Kafka at " + bootstrapServers + " does not give what its topics hold.");
                }
            }
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Collection<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            List<PartitionInfo> found = consumer.partitionsFor(topic);
            if (found != null) {
                found.forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
        }
        return partitions;
    }

    private static Set<String> topics() {
        Set<String> topics = new TreeSet<>();
        Stream.concat(
                        Streams.all().stream().map(StreamContract::stream),
                        Topics.all().stream().map(TopicContract::topic))
                .filter(topic -> !OF_NOBODY.contains(topic))
                .forEach(topics::add);
        return topics;
    }

    /** By the list, which knows more than what was found now, where a run before was not finished. */
    private boolean isOfErased(ConsumerRecord<byte[], byte[]> record) {
        if (eraser.isNamedIn(record.key()) || eraser.isNamedIn(record.value())) {
            return true;
        }
        boolean isStream =
                Streams.all().stream().anyMatch(contract -> contract.stream().equals(record.topic()));
        if (!isStream || record.value() == null) {
            return false;
        }
        StreamContract contract = Streams.named(record.topic());
        try {
            SpecificRecord event = wire.decode(contract, record.value());
            return eraser.of(contract, event, record.timestamp()) != event;
        } catch (WireException e) {
            return false;
        }
    }

    /** The partitions that hold a record which names the user, and the last such offset of each. */
    Map<TopicPartition, Long> naming(IdSearch ids) {
        Map<TopicPartition, Long> naming = new HashMap<>();
        read(topics(), Map.of(), record -> {
            if (ids.in(record.key()) || ids.in(record.value()) || isOfErased(record)) {
                naming.merge(new TopicPartition(record.topic(), record.partition()), record.offset(), Math::max);
            }
        });
        return naming;
    }

    /**
     * Deletes what names the user, and all before it, and has the segments of those topics rolled and let go of until {@link
     * #calm}.
     *
     * @param archive up to where its files reach, the records of streams may go
     * @return the topics
     * @throws CommandFailure where a record that names them is not archived yet: run it again
     */
    Set<String> delete(IdSearch ids, Path archive) {
        Map<TopicPartition, Long> naming = naming(ids);
        if (naming.isEmpty()) {
            return Set.of();
        }
        Set<String> streams =
                new TreeSet<>(Streams.all().stream().map(StreamContract::stream).toList());
        Map<String, Long> archived = Handover.ends(archive);
        Map<TopicPartition, RecordsToDelete> deleted = new HashMap<>();
        Set<String> topics = new TreeSet<>();
        naming.keySet().forEach(partition -> topics.add(partition.topic()));
        try (KafkaConsumer<byte[], byte[]> consumer = consumer();
                Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            consumer.endOffsets(partitions(consumer, topics)).forEach((partition, end) -> {
                boolean isTold =
                        Topics.all().stream().anyMatch(topic -> topic.topic().equals(partition.topic()))
                                && archived.get(partition.toString()) == null;
                long upTo = isTold || !streams.contains(partition.topic())
                        ? end
                        : Math.min(end, archived.getOrDefault(partition.toString(), 0L));
                if (naming.getOrDefault(partition, -1L) >= upTo) {
                    throw new CommandFailure(
                            ExitCode.FAILURE,
                            "Kafka's " + partition
                                    + " has a record of the user that is not archived yet: run this again.");
                }
                deleted.put(partition, RecordsToDelete.beforeOffset(upTo));
            });
            admin.deleteRecords(deleted).all().get();
            configure(
                    admin,
                    topics,
                    Map.of(TopicConfig.SEGMENT_MS_CONFIG, ROLLED_MILLIS, TopicConfig.RETENTION_MS_CONFIG, KEPT_MILLIS));
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        } catch (KafkaException e) {
            throw failed(e);
        }
        return topics;
    }

    /** The topics keep records again as they did; also what a run before, which crashed, has left in haste. */
    void calm() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Map<String, String> none = new TreeMap<>();
            HURRIED.forEach(name -> none.put(name, null));
            configure(admin, topics(), none);
        } catch (ExecutionException e) {
            throw failed(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failed(e);
        }
    }

    private static void configure(Admin admin, Set<String> topics, Map<String, String> settings)
            throws ExecutionException, InterruptedException {
        Map<ConfigResource, Collection<AlterConfigOp>> all = new HashMap<>();
        for (String topic : topics) {
            List<AlterConfigOp> changes = new ArrayList<>();
            settings.forEach((name, value) -> changes.add(new AlterConfigOp(
                    new ConfigEntry(name, value),
                    value == null ? AlterConfigOp.OpType.DELETE : AlterConfigOp.OpType.SET)));
            all.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes);
        }
        admin.incrementalAlterConfigs(all).all().get();
    }

    private CommandFailure failed(Throwable cause) {
        return new CommandFailure(
                ExitCode.FAILURE,
                "Kafka at " + bootstrapServers + " does not delete records: " + cause.getMessage(),
                cause instanceof Exception exception ? exception : null);
    }
}
