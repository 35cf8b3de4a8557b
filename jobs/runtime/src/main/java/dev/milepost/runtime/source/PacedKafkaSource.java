package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.synchronization.FutureCompletingBlockingQueue;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.enumerator.SplitAndAssignmentStatus;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaRecordEmitter;
import org.apache.flink.connector.kafka.source.reader.KafkaSourceReader;
import org.apache.flink.connector.kafka.source.reader.fetcher.KafkaSourceFetcherManager;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Flink's Kafka source, whose readers read at one {@link Pace}. Partitions are found, assigned and kept in checkpoints by
 * Flink's own; only the readers are made here, of the connector's parts.
 */
final class PacedKafkaSource
        implements Source<Ingested, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<Ingested> {

    private static final long serialVersionUID = 1L;

    /** Fewer than Kafka's 500: the partitions of a backlog alternate by so many records. */
    private static final int BATCH = 250;

    private final KafkaSource<Ingested> kafka;
    private final KafkaRecords records;
    private final LostRecords lost;
    private final Properties consumer;
    private final HashSet<String> topics;
    private final String id;
    private final Duration readAhead;

    /**
     * @param start gives offsets as numbers: a mark for the earliest is kept in checkpoints until a first record, and then would
     *     not tell of records that came and went
     * @param id tells its consumers from those of other sources, as {@link ReaderId} has it
     * @param readAhead see {@link Pace}
     */
    PacedKafkaSource(
            String bootstrapServers,
            String groupId,
            List<String> topics,
            OffsetsInitializer start,
            KafkaRecords records,
            LostRecords lost,
            String id,
            Duration readAhead) {
        this.records = records;
        this.lost = lost;
        this.id = id;
        this.readAhead = readAhead;
        this.topics = new HashSet<>(topics);
        this.consumer = consumer(bootstrapServers, groupId, id);
        this.kafka = KafkaSource.<Ingested>builder()
                .setProperties(consumer)
                .setBootstrapServers(bootstrapServers)
                .setGroupId(groupId)
                .setTopics(topics)
                .setStartingOffsets(start)
                .setDeserializer(records)
                .build();
    }

    private static Properties consumer(String bootstrapServers, String groupId, String id) {
        Properties properties = new Properties();
        properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.setProperty(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        properties.setProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), groupId);
        properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        // What Kafka no longer holds is for LostRecords to decide.
        properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, OffsetResetStrategy.NONE.toString());
        properties.setProperty(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, Integer.toString(BATCH));
        properties.setProperty(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, ConsumerLag.class.getName());
        properties.setProperty(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG, HandedOver.class.getName());
        properties.setProperty(ReaderId.SOURCE, id);
        // Partitions are those there are at the start.
        properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
        return properties;
    }

    @Override
    public SourceReader<Ingested, KafkaPartitionSplit> createReader(SourceReaderContext context) throws Exception {
        records.open(opening(context));
        FutureCompletingBlockingQueue<RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>>> queue =
                new FutureCompletingBlockingQueue<>();
        KafkaSourceReaderMetrics metrics = new KafkaSourceReaderMetrics(context.metricGroup());
        KafkaSourceFetcherManager fetchers = new KafkaSourceFetcherManager(
                queue, () -> new PacedSplitReader(consumer, context, metrics, lost, id, readAhead), finished -> {});
        return new KafkaSourceReader<>(
                queue, fetchers, new KafkaRecordEmitter<>(records), configuration(consumer), context, metrics) {

            /** A checkpoint may have partitions of a topic that is read no more. */
            @Override
            public void addSplits(List<KafkaPartitionSplit> splits) {
                super.addSplits(
                        splits.stream().filter(PacedKafkaSource.this::isRead).toList());
            }
        };
    }

    private boolean isRead(KafkaPartitionSplit split) {
        return topics.contains(split.getTopic());
    }

    private static DeserializationSchema.InitializationContext opening(SourceReaderContext context) {
        return new DeserializationSchema.InitializationContext() {

            @Override
            public MetricGroup getMetricGroup() {
                return context.metricGroup().addGroup("deserializer");
            }

            @Override
            public UserCodeClassLoader getUserCodeClassLoader() {
                return context.getUserCodeClassLoader();
            }
        };
    }

    private static Configuration configuration(Properties properties) {
        Configuration configuration = new Configuration();
        properties.stringPropertyNames().forEach(key -> configuration.setString(key, properties.getProperty(key)));
        return configuration;
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint) throws IOException {
        Set<SplitAndAssignmentStatus> read = new HashSet<>(checkpoint.splits());
        read.removeIf(each -> !isRead(each.split()));
        return kafka.restoreEnumerator(context, new KafkaSourceEnumState(read, checkpoint.initialDiscoveryFinished()));
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return kafka.getSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Ingested> getProducedType() {
        return IngestedCodec.TYPE_INFO;
    }
}
