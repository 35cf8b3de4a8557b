package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.schemas.Streams;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of partitions of which Kafka does not hold the record that comes next, as after a stop that was longer than
 * the topics' retention: the job ends, and says what is missing. A tick of the clock is no loss.
 *
 * @param passedOver whether the job goes on all the same: {@link IngestSettings#PASS_OVER_LOST}
 */
record LostRecords(String bootstrapServers, boolean passedOver) implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(LostRecords.class);

    /**
     * Partitions that are to go on at Kafka's first record.
     *
     * @param wanted the next offset of each
     * @throws SuppressRestartsException where they must not: a restart would only meet the same
     * @throws SourceException where Kafka does not say what it holds
     */
    List<KafkaPartitionSplit> goOn(Map<TopicPartition, Long> wanted) {
        Map<TopicPartition, HeldOffsets> held = new HashMap<>();
        TopicCheck.ask(bootstrapServers, admin -> held.putAll(HeldOffsets.of(admin, wanted.keySet())));
        wanted.forEach((partition, offset) -> judge(partition, offset, held.get(partition)));
        return wanted.keySet().stream()
                .map(partition -> new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET))
                .toList();
    }

    private void judge(TopicPartition partition, long wanted, HeldOffsets held) {
        String place = partition.topic() + "[" + partition.partition() + "]";
        boolean harmless = partition.topic().equals(Streams.CLOCK) || !held.lacksFrom(wanted);
        if (wanted > held.next()) {
            throw new SuppressRestartsException(
                    new SourceException(
                            "Kafka at " + bootstrapServers + " ends " + place
                                    + " at offset " + held.next() + ", before " + wanted
                                    + ", which comes next: the topic was made anew, or"
                                    + " its broker has lost records. Give the job the Kafka that it has read, or start it without state"));
        }
        if (!harmless && !passedOver) {
            throw new SuppressRestartsException(new SourceException("Kafka at " + bootstrapServers
                    + " no longer holds what comes next of " + place + ": offset " + wanted + ", and its first is "
                    + held.first() + ". What lies between is in no table, dead letter or archive of this job. Where it"
                    + " cannot be brought back, set " + IngestSettings.PASS_OVER_LOST
                    + " to true to go on without it, and start the job again from where it was"));
        }
        if (!harmless) {
            LOG.warn(
                    "Offsets {} to {} of {} are passed over: Kafka no longer holds them, and {} is set",
                    wanted,
                    held.first() - 1,
                    place,
                    IngestSettings.PASS_OVER_LOST);
        }
    }
}
