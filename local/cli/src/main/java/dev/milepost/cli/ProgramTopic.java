package dev.milepost.cli;

import dev.milepost.pipeline.PipelineRun;
import dev.milepost.programs.AppliedVersion;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.HeldRecords;
import dev.milepost.runtime.source.SourceException;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.AppliedProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was applied, from the topic that says so. For one thread. */
final class ProgramTopic implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final String bootstrapServers;
    private final Intake intake;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * Connects.
     *
     * @param settings by which records are accepted, as the job's
     */
    ProgramTopic(String bootstrapServers, Settings settings) {
        this.bootstrapServers = bootstrapServers;
        this.intake = new Intake(settings);
        try {
            this.consumer = new KafkaConsumer<>(
                    Map.of(
                            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                            false,
                            ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                            PATIENCE_MILLIS,
                            ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            PATIENCE_MILLIS,
                            // To see how far a job is, and never to say so in its place.
                            ConsumerConfig.GROUP_ID_CONFIG,
                            PipelineRun.NAME,
                            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                            false),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * The versions that are applied. Records that ingest refuses are none.
     *
     * @throws CommandFailure where Kafka does not answer, or has no such topic
     */
    Collection<AppliedVersion> applied() {
        try {
            List<TopicPartition> partitions = partitions(Streams.PROGRAMS);
            if (partitions.isEmpty()) {
                throw new CommandFailure(
                        ExitCode.FAILURE,
                        "Kafka at " + bootstrapServers + " has no topic " + Streams.PROGRAMS
                                + ". Create it with message.timestamp.type=LogAppendTime and cleanup.policy=compact.");
            }
            return read();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private Collection<AppliedVersion> read() {
        Map<String, AppliedVersion> applied = new LinkedHashMap<>();
        try {
            HeldRecords.of(Streams.named(Streams.PROGRAMS), consumer, intake, Duration.ofMillis(PATIENCE_MILLIS))
                    .events()
                    .forEach(event -> {
                        AppliedProgram program = (AppliedProgram) event.payload();
                        applied.put(program.getProgramVersion(), version(program));
                    });
        } catch (SourceException e) {
            throw new CommandFailure(ExitCode.FAILURE, "At " + bootstrapServers + ": " + e.getMessage() + ".", e);
        }
        return applied.values();
    }

    private static AppliedVersion version(AppliedProgram program) {
        Instant validTo = program.getValidTo();
        return new AppliedVersion(
                program.getProgramId(),
                program.getVersion(),
                program.getValidFrom().toEpochMilli(),
                validTo == null ? Long.MAX_VALUE : validTo.toEpochMilli(),
                program.getFileName(),
                program.getText());
    }

    /**
     * Whether a version that comes now is judged by when it was received: a job has read the topic, as its group's offsets say from
     * the first checkpoint on, or any other stream had a record, be it forgotten since: an event, which was decided, or a tick.
     *
     * @throws CommandFailure where Kafka does not answer
     */
    boolean isUnderWay() {
        try {
            Set<TopicPartition> own = Set.copyOf(partitions(Streams.PROGRAMS));
            return consumer.committed(own).values().stream().anyMatch(Objects::nonNull) || hasOthers();
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    private boolean hasOthers() {
        List<TopicPartition> partitions = Streams.all().stream()
                .map(StreamContract::stream)
                .filter(stream -> !stream.equals(Streams.PROGRAMS))
                .flatMap(stream -> partitions(stream).stream())
                .toList();
        return consumer.endOffsets(partitions).values().stream().anyMatch(end -> end > 0);
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null
                ? List.of()
                : found.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private CommandFailure failed(KafkaException cause) {
        return new CommandFailure(
                ExitCode.FAILURE,
                "Kafka at " + bootstrapServers + " does not answer: " + Failures.describe(cause),
                cause);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
