package dev.milepost.runtime.source;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.kafka.source.metrics.KafkaSourceReaderMetrics;
import org.apache.flink.connector.kafka.source.reader.KafkaPartitionSplitReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Flink's reader of partitions, at the {@link Pace} of the slowest: before each poll, those ahead are paused and the others
 * resumed. What a paused partition has fetched already stays with the consumer.
 *
 * <p>It extends the connector's class, because the connector commits offsets through that class alone.
 */
final class PacedSplitReader extends KafkaPartitionSplitReader {

    /** A poll that gives nothing for so long has waited for a broker that is away, and was not merely woken. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** So long, at the start, those of which nothing is known are waited for: a small topic's first fetch may be all of it. */
    private static final Duration START = Duration.ofSeconds(1);

    private final ReaderId reader;
    private final LostRecords lost;
    private final Pace pace;
    private final Map<TopicPartition, KafkaPartitionSplit> splits = new HashMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private long startNanos;

    PacedSplitReader(
            Properties properties,
            SourceReaderContext context,
            KafkaSourceReaderMetrics metrics,
            LostRecords lost,
            String source,
            Duration readAhead) {
        super(properties, context, metrics);
        this.reader = new ReaderId(source, context.getIndexOfSubtask());
        this.lost = lost;
        this.pace = new Pace(readAhead.toMillis());
    }

    @Override
    public void handleSplitsChanges(SplitsChange<KafkaPartitionSplit> change) {
        super.handleSplitsChanges(change);
        startNanos = System.nanoTime();
        change.splits().forEach(split -> splits.put(split.getTopicPartition(), split));
    }

    @Override
    public RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetch() throws IOException {
        Map<TopicPartition, Pace.Reached> before = HandedOver.of(reader);
        pauseThoseAhead(before);
        long start = System.nanoTime();
        RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> records = fetchHeld();
        boolean inVain = !paused.isEmpty()
                && System.nanoTime() - start > PATIENCE.toNanos()
                && HandedOver.of(reader).equals(before);
        if (inVain) {
            Set<TopicPartition> awaited = new HashSet<>(splits.keySet());
            awaited.removeAll(paused);
            pace.gaveNothing(awaited, before);
        }
        return records;
    }

    /** Those that Kafka does not hold the next record of begin again at its first, or end the job. */
    private RecordsWithSplitIds<ConsumerRecord<byte[], byte[]>> fetchHeld() throws IOException {
        while (true) {
            try {
                return super.fetch();
            } catch (OffsetOutOfRangeException e) {
                // The consumer is the superclass's own: what was assigned is so again, and sought.
                super.handleSplitsChanges(new SplitsAddition<>(lost.goOn(e.offsetOutOfRangePartitions())));
            }
        }
    }

    private void pauseThoseAhead(Map<TopicPartition, Pace.Reached> reached) {
        Set<TopicPartition> ahead = pace.ahead(left(), reached);
        List<KafkaPartitionSplit> toPause = new ArrayList<>();
        List<KafkaPartitionSplit> toResume = new ArrayList<>();
        splits.forEach((partition, split) -> {
            boolean waits = ahead.contains(partition);
            if (waits && paused.add(partition)) {
                toPause.add(split);
            } else if (!waits && paused.remove(partition)) {
                toResume.add(split);
            }
        });
        if (!toPause.isEmpty() || !toResume.isEmpty()) {
            pauseOrResumeSplits(toPause, toResume);
        }
    }

    /** What each has still to give; at the start, of what has not answered yet, something. */
    private Map<TopicPartition, Long> left() {
        Map<TopicPartition, Long> left = ConsumerLag.of(reader);
        if (System.nanoTime() - startNanos < START.toNanos() && !left.keySet().containsAll(splits.keySet())) {
            splits.keySet().forEach(partition -> left.putIfAbsent(partition, 1L));
            // An empty one's answer ends no poll.
            CompletableFuture.delayedExecutor(START.toMillis() / 2, TimeUnit.MILLISECONDS)
                    .execute(this::wakeUp);
        }
        return left;
    }
}
