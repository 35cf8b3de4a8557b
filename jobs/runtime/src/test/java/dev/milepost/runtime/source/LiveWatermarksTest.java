package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.DeadLetters;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.source.LiveWatermarks.Left;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LiveWatermarksTest {

    private static final TopicPartition CLICKS = new TopicPartition("clickstream", 0);
    private static final TopicPartition PURCHASES = new TopicPartition("purchases", 0);

    /** The offset of every record here. */
    private static final long READ = 1;

    /** The strategy goes through no serialisation here, so the test can set what its copy reads. */
    private static final Map<TopicPartition, Left> LEFT = new HashMap<>();

    private final LiveWatermarks strategy =
            new LiveWatermarks(Duration.ofSeconds(5), Duration.ofSeconds(3), subtask -> LEFT);
    private final Generator clicks = new Generator();
    private final Generator purchases = new Generator();

    private long nowMillis;

    /** Flink makes one more generator for the source as a whole. */
    LiveWatermarksTest() {
        LEFT.clear();
        assertThat(new Generator().told).isEqualTo("nothing");
    }

    @Test
    void aPartitionThatIsSilentWithNothingLeftIsIdleAfterTheIdleness() {
        LEFT.put(CLICKS, new Left(0, READ));
        clicks.read(CLICKS, 100_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("94999");

        passes(3_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("94999");
        passes(1);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("idle");
    }

    @Test
    void aPartitionWhoseRecordsWaitForTheirTurnIsNotIdle() {
        LEFT.put(CLICKS, new Left(1, READ));
        clicks.read(CLICKS, 100_000);
        clicks.emit();
        passes(60_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("94999");

        LEFT.put(CLICKS, new Left(0, READ));
        clicks.emit();
        assertThat(clicks.told).isEqualTo("idle");

        LEFT.put(CLICKS, new Left(7, READ));
        clicks.emit();
        assertThat(clicks.told)
                .as("active again before its first record is read")
                .isEqualTo("94999");
    }

    @Test
    void aPartitionThatBeginsAgainHoldsTheWatermarkFromItsFirstRecordOn() {
        LEFT.put(CLICKS, new Left(0, READ));
        clicks.read(CLICKS, 100_000);
        clicks.emit();
        passes(60_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("idle");

        clicks.read(CLICKS, 160_000);
        assertThat(clicks.told).as("before watermarks are due").isEqualTo("154999");
        clicks.read(CLICKS, 170_000);
        assertThat(clicks.told).isEqualTo("154999");
        clicks.emit();
        assertThat(clicks.told).isEqualTo("164999");
    }

    @Test
    void aPartitionWhoseRecordsWaitInTheReaderIsNotIdle() {
        LEFT.put(CLICKS, new Left(0, READ + 1));
        clicks.read(CLICKS, 100_000);
        clicks.emit();
        passes(60_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("94999");
    }

    @Test
    void aPartitionOfWhichNothingIsKnownIsNotIdle() {
        clicks.read(CLICKS, 100_000);
        clicks.emit();
        passes(60_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("94999");
    }

    @Test
    void partitionsWithoutARecordAreIdleOnceNothingIsLeftOfAnyOfThem() {
        LEFT.put(CLICKS, new Left(5, READ));
        clicks.read(CLICKS, 100_000);
        purchases.emit();
        passes(60_000);
        purchases.emit();
        assertThat(purchases.told).as("its consumer has not answered yet").isEqualTo("nothing");

        LEFT.put(PURCHASES, new Left(3, -1));
        purchases.emit();
        assertThat(purchases.told).as("its first record waits").isEqualTo("nothing");

        LEFT.put(PURCHASES, new Left(0, 0));
        purchases.emit();
        assertThat(purchases.told).as("it waits in the reader").isEqualTo("nothing");

        LEFT.put(PURCHASES, new Left(0, -1));
        purchases.emit();
        assertThat(purchases.told).isEqualTo("idle");
    }

    @Test
    void aRefusedRecordIsASignOfLifeToo() {
        LEFT.put(CLICKS, new Left(0, READ));
        clicks.emit();
        passes(2_000);
        clicks.refuse(CLICKS);
        clicks.emit();
        passes(2_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("nothing");
        passes(2_000);
        clicks.emit();
        assertThat(clicks.told).isEqualTo("idle");
    }

    private void passes(long millis) {
        nowMillis += millis;
    }

    private final class Generator implements WatermarkOutput, WatermarkGeneratorSupplier.Context {

        private final WatermarkGenerator<Ingested> generator = strategy.createWatermarkGenerator(this);
        private String told = "nothing";

        void read(TopicPartition partition, long timeMillis) {
            Origin origin = new Origin(partition.topic(), partition.partition(), READ);
            Event event = new Event(partition.topic(), "k", "e", timeMillis, timeMillis, 0, origin, null);
            generator.onEvent(Ingested.accepted(event), timeMillis, this);
        }

        void refuse(TopicPartition partition) {
            Origin origin = new Origin(partition.topic(), partition.partition(), READ);
            generator.onEvent(
                    Ingested.refused(DeadLetters.of("late", "", partition.topic(), origin, "", 0L, 0, "")), 0, this);
        }

        /** Twice: the partition is idle only where nothing is left at two times. */
        void emit() {
            generator.onPeriodicEmit(this);
            generator.onPeriodicEmit(this);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            told = Long.toString(watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            told = "idle";
        }

        @Override
        public void markActive() {
            told = "active";
        }

        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return new RelativeClock() {
                @Override
                public long relativeTimeMillis() {
                    return nowMillis;
                }

                @Override
                public long relativeTimeNanos() {
                    return nowMillis * 1_000_000;
                }
            };
        }
    }
}
