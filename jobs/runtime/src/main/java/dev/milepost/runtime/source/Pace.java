package dev.milepost.runtime.source;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions of one reader wait, so that a backlog is read in the order in which it was received, as it would have
 * been read live. Small topics read ahead of a large one would make its every record late.
 *
 * <p>A partition waits while another that has more to read has only come to records that were received before its own. One
 * that has nothing left is waited for by none, so an empty or silent one holds nobody up; nor does one that was waited for
 * and gave nothing, its broker being away, until it gives again. The slowest never waits: something is always read.
 */
final class Pace {

    /**
     * How far a partition has come.
     *
     * @param offset of the last record that has left the consumer
     * @param receivedAtMillis when that record was received
     */
    record Reached(long offset, long receivedAtMillis) {}

    private static final Reached NOWHERE = new Reached(-1, Long.MIN_VALUE);

    private final long aheadMillis;

    /** What was waited for in vain, and how far it had come. */
    private final Map<TopicPartition, Reached> absent = new HashMap<>();

    /**
     * @param aheadMillis how much later than another's its last record may have been received before a partition waits
     */
    Pace(long aheadMillis) {
        this.aheadMillis = aheadMillis;
    }

    /**
     * Those that wait.
     *
     * @param notFetched how many records each partition has still to give; one of which that is not known is absent
     * @param reached by partition; one that has given no record yet is absent
     */
    Set<TopicPartition> ahead(Map<TopicPartition, Long> notFetched, Map<TopicPartition, Reached> reached) {
        absent.entrySet().removeIf(each -> !each.getValue().equals(reached.getOrDefault(each.getKey(), NOWHERE)));
        long slowest = Long.MAX_VALUE;
        for (Map.Entry<TopicPartition, Long> left : notFetched.entrySet()) {
            if (left.getValue() > 0 && !absent.containsKey(left.getKey())) {
                slowest = Math.min(
                        slowest, reached.getOrDefault(left.getKey(), NOWHERE).receivedAtMillis());
            }
        }
        Set<TopicPartition> ahead = new HashSet<>();
        if (slowest <= Long.MAX_VALUE - aheadMillis) {
            for (Map.Entry<TopicPartition, Reached> each : reached.entrySet()) {
                if (each.getValue().receivedAtMillis() > slowest + aheadMillis) {
                    ahead.add(each.getKey());
                }
            }
        }
        return ahead;
    }

    /** These were waited for, and gave nothing. */
    void gaveNothing(Collection<TopicPartition> partitions, Map<TopicPartition, Reached> reached) {
        partitions.forEach(partition -> absent.put(partition, reached.getOrDefault(partition, NOWHERE)));
    }
}
