package dev.milepost.runtime.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts each partition at a given offset, and one that is not named at its earliest record. An offset that Kafka no
 * longer holds is for {@link LostRecords} to decide.
 */
final class GivenOffsets implements OffsetsInitializer {

    private static final long serialVersionUID = 1L;

    private final HashMap<TopicPartition, Long> offsets;

    GivenOffsets(Map<TopicPartition, Long> offsets) {
        this.offsets = new HashMap<>(offsets);
    }

    @Override
    public Map<TopicPartition, Long> getPartitionOffsets(
            Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
        Set<TopicPartition> unnamed = partitions.stream()
                .filter(partition -> !offsets.containsKey(partition))
                .collect(Collectors.toSet());
        Map<TopicPartition, Long> starts = new HashMap<>(retriever.beginningOffsets(unnamed));
        partitions.stream()
                .filter(offsets::containsKey)
                .forEach(partition -> starts.put(partition, offsets.get(partition)));
        return starts;
    }

    @Override
    public OffsetResetStrategy getAutoOffsetResetStrategy() {
        return OffsetResetStrategy.NONE;
    }
}
