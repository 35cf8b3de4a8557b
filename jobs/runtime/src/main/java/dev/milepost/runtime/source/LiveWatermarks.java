package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Origin;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.kafka.common.TopicPartition;

/**
 * Watermarks of a live source: of each partition those of {@link IngestedWatermarks}; a partition that is silent, and of
 * which nothing is left to read, is idle.
 *
 * <p>Flink's own idleness asks for silence alone. But a partition is silent also while its records wait: for the reader's
 * turn, which may be long in coming where others have a day's records to catch up with, or for a broker that is away. Were
 * it idle then, the others would carry the watermark past its records, and these would be behind the base. So it is
 * asked, too, what the consumer has still to fetch ({@link ConsumerLag}) and what it has handed over ({@link HandedOver});
 * while nothing is known of a partition, it is not idle.
 *
 * <p>Flink makes a generator for each partition without saying for which: it learns that from its first record. Those
 * that have had none are idle once there is nothing to read of any partition that has given none.
 */
final class LiveWatermarks implements WatermarkStrategy<Ingested> {

    /**
     * What is left of a partition.
     *
     * @param notFetched records that the consumer has still to fetch
     * @param handedOver the last offset that has left the consumer; -1 where none has
     */
    record Left(long notFetched, long handedOver) {

        private boolean isNothing(long lastRead) {
            return notFetched <= 0 && handedOver <= lastRead;
        }
    }

    /** What is left of the partitions of a subtask, as far as anything is known of them. */
    interface Lefts extends IntFunction<Map<TopicPartition, Left>>, Serializable {

        /** As the consumers of a source tell it. */
        static Lefts of(String source) {
            return subtask -> {
                ReaderId reader = new ReaderId(source, subtask);
                // In this order: what is fetched in between is left for sure.
                Map<TopicPartition, Long> notFetched = ConsumerLag.of(reader);
                Map<TopicPartition, Pace.Reached> handedOver = HandedOver.of(reader);
                return notFetched.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, lag -> {
                    Pace.Reached last = handedOver.get(lag.getKey());
                    return new Left(lag.getValue(), last == null ? -1 : last.offset());
                }));
            };
        }
    }

    private static final long serialVersionUID = 1L;
    private static final String SUBTASK = "<subtask_index>";

    private final long outOfOrdernessMillis;
    private final Duration idleness;
    private final Lefts lefts;

    /** Those of one reader: each task has a copy of this strategy to itself. Asked and changed by its thread alone. */
    private transient List<Generator> generators;

    LiveWatermarks(Duration outOfOrderness, Duration idleness, Lefts lefts) {
        this.outOfOrdernessMillis = outOfOrderness.toMillis();
        this.idleness = idleness;
        this.lefts = lefts;
    }

    @Override
    public TimestampAssigner<Ingested> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        return (ingested, recordTimestamp) -> IngestedWatermarks.timestamp(ingested);
    }

    @Override
    public WatermarkGenerator<Ingested> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        String subtask = context.getMetricGroup().getAllVariables().getOrDefault(SUBTASK, "0");
        if (generators == null) {
            generators = new ArrayList<>();
        }
        Generator generator = new Generator(Integer.parseInt(subtask), context.getInputActivityClock());
        generators.add(generator);
        return generator;
    }

    private final class Generator implements WatermarkGenerator<Ingested> {

        private final WatermarkGenerator<Ingested> watermarks = new IngestedWatermarks(outOfOrdernessMillis);
        private final int subtask;
        private final RelativeClock clock;
        private TopicPartition partition;
        private long lastRead = -1;
        private long silentSinceNanos;
        private boolean active = true;
        private boolean idle;
        private boolean nothingWasLeft;

        Generator(int subtask, RelativeClock clock) {
            this.subtask = subtask;
            this.clock = clock;
        }

        @Override
        public void onEvent(Ingested ingested, long timestamp, WatermarkOutput output) {
            watermarks.onEvent(ingested, timestamp, output);
            active = true;
            Origin origin = ingested.origin();
            lastRead = origin.position();
            if (partition == null) {
                partition = new TopicPartition(origin.name(), origin.partition());
            }
            if (idle) {
                beginAgain(output);
            }
        }

        /** At once: what it reads until watermarks are due would be left aside, and others would get ahead of it. */
        private void beginAgain(WatermarkOutput output) {
            output.markActive();
            idle = false;
            watermarks.onPeriodicEmit(output);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            // Twice in a row: between the consumer's count and its handing over, records are in neither.
            boolean nothingIsLeft = isSilent() && nothingIsLeft();
            boolean isIdle = nothingIsLeft && nothingWasLeft;
            nothingWasLeft = nothingIsLeft;
            if (isIdle) {
                if (!idle) {
                    output.markIdle();
                    idle = true;
                }
                return;
            }
            if (idle) {
                beginAgain(output);
            } else {
                watermarks.onPeriodicEmit(output);
            }
        }

        private boolean isSilent() {
            long now = clock.relativeTimeNanos();
            if (active) {
                active = false;
                silentSinceNanos = now;
            }
            return now - silentSinceNanos > idleness.toNanos();
        }

        private boolean nothingIsLeft() {
            Map<TopicPartition, Left> left = lefts.apply(subtask);
            if (partition != null) {
                return left.containsKey(partition) && left.get(partition).isNothing(lastRead);
            }
            Set<TopicPartition> known = generators.stream()
                    .filter(other -> other.partition != null)
                    .map(other -> other.partition)
                    .collect(Collectors.toSet());
            int unknown = generators.size() - known.size();
            List<Left> leftOfUnknown = left.entrySet().stream()
                    .filter(entry -> !known.contains(entry.getKey()))
                    .map(Map.Entry::getValue)
                    .toList();
            // One generator is that of the source as a whole, which gives no records.
            boolean allHaveAnswered = leftOfUnknown.size() >= unknown - 1;
            return allHaveAnswered && leftOfUnknown.stream().allMatch(each -> each.isNothing(-1));
        }
    }
}
