package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Framing;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.TopicDecoder;
import dev.milepost.runtime.registry.RegistryCredentials;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Live events: one source over the topics of all streams. A partition that falls silent, with nothing left to read, is
 * marked idle, so the topic {@code clock} alone carries time on. A backlog is read in the order of receipt, as far as one
 * reader sees it ({@link Pace}). Partitions are those there are at the start.
 */
public final class KafkaEventSource implements EventSource {

    private static final String UID = "source-kafka";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final String bootstrapServers;
    private final String groupId;
    private final Settings settings;
    private final List<String> topics;
    private final OffsetsInitializer start;
    private final TopicDecoder.Factory decoders;

    private KafkaEventSource(
            String bootstrapServers,
            String groupId,
            Settings settings,
            List<String> topics,
            OffsetsInitializer start,
            TopicDecoder.Factory decoders) {
        this.bootstrapServers = bootstrapServers;
        this.groupId = groupId;
        this.settings = settings;
        this.start = start;
        this.decoders = decoders;
        this.topics = List.copyOf(topics);
    }

    /**
     * All streams, for a start without state from the earliest record. A start from a checkpoint goes on from the
     * checkpoint; what Kafka no longer holds of it ends the job, unless {@link IngestSettings#PASS_OVER_LOST} is set.
     */
    public static KafkaEventSource fromEarliest(String bootstrapServers, String groupId, Settings settings) {
        return from(Map.of(), bootstrapServers, groupId, settings);
    }

    /**
     * As {@link #fromEarliest}, but a start without a position of its own reads each partition from a given offset on.
     *
     * @param offsets the next offset by partition; one that is not named is read from its earliest record
     */
    public static KafkaEventSource from(
            Map<TopicPartition, Long> offsets, String bootstrapServers, String groupId, Settings settings) {
        return new KafkaEventSource(
                bootstrapServers,
                groupId,
                settings,
                Streams.all().stream().map(StreamContract::stream).toList(),
                new GivenOffsets(offsets),
                Framing.decoders(settings, RegistryCredentials.of(System.getenv())));
    }

    /** The same without the topics of these streams. A start from state that was of more goes on without them. */
    public KafkaEventSource without(Set<String> streams) {
        List<String> others =
                topics.stream().filter(topic -> !streams.contains(topic)).toList();
        return new KafkaEventSource(bootstrapServers, groupId, settings, others, start, decoders);
    }

    /** The same, which asks the schema registry with those credentials in place of this process's own. */
    public KafkaEventSource asking(RegistryCredentials credentials) {
        return decodedBy(Framing.decoders(settings, credentials));
    }

    /** The same, whose records are read in another way. */
    KafkaEventSource decodedBy(TopicDecoder.Factory others) {
        return new KafkaEventSource(bootstrapServers, groupId, settings, topics, start, others);
    }

    /**
     * What the topic of a stream holds now, as this source reads it.
     *
     * @throws SourceException where the topic is missing, is set otherwise than it must be, or gives nothing
     */
    public HeldRecords held(String stream) {
        TopicCheck.check(bootstrapServers, List.of(stream));
        Intake intake = new Intake(settings, decoders.open(new UnregisteredMetricsGroup()));
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return HeldRecords.of(Streams.named(stream), consumer, intake, PATIENCE);
        } catch (KafkaException e) {
            throw new SourceException(
                    "Kafka at " + bootstrapServers + " does not give what is in its topic " + stream + ": "
                            + e.getMessage(),
                    e);
        }
    }

    /** The topics that must be there, with {@code message.timestamp.type=LogAppendTime}. */
    public List<String> topics() {
        return topics;
    }

    /**
     * {@inheritDoc}
     *
     * @throws SourceException where a topic is missing or keeps the producers' own timestamps
     */
    @Override
    public DataStream<Ingested> read(StreamExecutionEnvironment env) {
        TopicCheck.check(bootstrapServers, topics);
        String id = UUID.randomUUID().toString();
        PacedKafkaSource source = new PacedKafkaSource(
                bootstrapServers,
                groupId,
                topics,
                start,
                new KafkaRecords(settings, decoders),
                new LostRecords(bootstrapServers, settings.get(IngestSettings.PASS_OVER_LOST)),
                id,
                settings.get(IngestSettings.READ_AHEAD));
        WatermarkStrategy<Ingested> watermarks = new LiveWatermarks(
                settings.get(IngestSettings.OUT_OF_ORDERNESS),
                settings.get(IngestSettings.IDLENESS),
                LiveWatermarks.Lefts.of(id));
        return env.fromSource(source, watermarks, "Events (Kafka)", IngestedCodec.TYPE_INFO)
                .uid(UID);
    }
}
