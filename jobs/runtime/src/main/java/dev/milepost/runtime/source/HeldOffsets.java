package dev.milepost.runtime.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Which offsets of a partition Kafka holds.
 *
 * @param first the earliest
 * @param next that of the record to come; the same as {@code first} where none is held
 */
record HeldOffsets(long first, long next) {

    private static final int TIMEOUT_SECONDS = 15;

    /** What Kafka holds now of each of these. */
    static Map<TopicPartition, HeldOffsets> of(Admin admin, Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, ListOffsetsResultInfo> firsts = offsets(admin, partitions, OffsetSpec.earliest());
        Map<TopicPartition, ListOffsetsResultInfo> nexts = offsets(admin, partitions, OffsetSpec.latest());
        Map<TopicPartition, HeldOffsets> held = new HashMap<>();
        firsts.forEach((partition, first) -> held.put(
                partition, new HeldOffsets(first.offset(), nexts.get(partition).offset())));
        return held;
    }

    private static Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> asked =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return admin.listOffsets(asked).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Whether records from an offset on are deleted. One offset before an empty end is none: a transaction ends with a mark
     * that takes an offset, and no reader is given.
     */
    boolean lacksFrom(long offset) {
        boolean mark = offset + 1 == first && first == next;
        return offset < first && !mark;
    }
}
