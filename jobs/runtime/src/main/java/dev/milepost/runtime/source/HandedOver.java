package dev.milepost.runtime.source;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Up to which record each partition's records have left the consumer: they may wait in the reader's queue still, behind
 * those of others. Kafka makes one for each consumer, by the class's name in its properties.
 */
public final class HandedOver implements ConsumerInterceptor<byte[], byte[]> {

    /** The latest of each reader in this process. */
    private static final Map<ReaderId, HandedOver> READERS = new ConcurrentHashMap<>();

    private final Map<TopicPartition, Pace.Reached> last = new ConcurrentHashMap<>();
    private ReaderId reader;

    /** The last record, by partition; a partition that has given none yet is absent. */
    static Map<TopicPartition, Pace.Reached> of(ReaderId reader) {
        HandedOver latest = READERS.get(reader);
        return latest == null ? Map.of() : Map.copyOf(latest.last);
    }

    @Override
    public void configure(Map<String, ?> properties) {
        reader = ReaderId.of(properties);
        READERS.put(reader, this);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            ConsumerRecord<byte[], byte[]> record = ofPartition.get(ofPartition.size() - 1);
            last.put(partition, new Pace.Reached(record.offset(), record.timestamp()));
        }
        return records;
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {
        READERS.remove(reader, this);
    }
}
