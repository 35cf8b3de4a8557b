package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.schemas.StreamContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * What the topic of a stream holds at a moment.
 *
 * @param events the records that ingest accepts, of each partition in the order of offsets
 * @param ends by partition the first offset that is not there yet
 */
public record HeldRecords(List<Event> events, Map<Integer, Long> ends) {

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * Reads a topic to the end that it has now.
     *
     * @param consumer of no group; what it reads of other topics is left
     * @param patience how long nothing may come
     * @throws SourceException where the topic gives nothing for so long, or is not there
     */
    public static HeldRecords of(
            StreamContract contract, KafkaConsumer<byte[], byte[]> consumer, Intake intake, Duration patience) {
        List<PartitionInfo> found = consumer.partitionsFor(contract.stream());
        if (found == null || found.isEmpty()) {
            throw new SourceException("Kafka has no topic " + contract.stream());
        }
        List<TopicPartition> partitions = found.stream()
                .map(partition -> new TopicPartition(contract.stream(), partition.partition()))
                .toList();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        List<Event> events = new ArrayList<>();
        long quietSince = System.nanoTime();
        while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> record : records) {
                boolean held = record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()));
                Event event = held ? event(contract, record, intake) : null;
                if (event != null) {
                    events.add(event);
                }
            }
            if (!records.isEmpty()) {
                quietSince = System.nanoTime();
            } else if (System.nanoTime() - quietSince > patience.toNanos()) {
                throw new SourceException("Kafka does not give what is in its topic " + contract.stream());
            }
        }
        Map<Integer, Long> next = new TreeMap<>();
        ends.forEach((partition, end) -> next.put(partition.partition(), end));
        return new HeldRecords(List.copyOf(events), next);
    }

    private static Event event(StreamContract contract, ConsumerRecord<byte[], byte[]> record, Intake intake) {
        Ingested ingested = intake.ofWire(
                contract,
                record.value(),
                record.timestamp(),
                new Origin(record.topic(), record.partition(), record.offset()));
        return ingested.event();
    }
}
