package dev.milepost.testkit.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.population.TimedRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DeliveryTest {

    private static final SeededLog LOG = new TinyTrial().log(3);

    private static Delivery deliver(DeliveryOrder order, boolean duplicates, int partitions) {
        return Delivery.of(new Variant(1, order, duplicates, partitions, 1, 1, Cadence.SPARSE), List.of(LOG));
    }

    private static List<TimedRecord> inOne(DeliveryOrder order, boolean duplicates) {
        return deliver(order, duplicates, 1).partitions().get(0);
    }

    private static Map<TimedRecord, Long> counted(Stream<TimedRecord> records) {
        return records.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    /** How far before the latest event so far each record is, at most. */
    private static Duration greatestDelay(List<TimedRecord> delivered) {
        Instant latest = Instant.MIN;
        Duration greatest = Duration.ZERO;
        for (TimedRecord record : delivered) {
            latest = record.eventTime().isAfter(latest) ? record.eventTime() : latest;
            Duration delay = Duration.between(record.eventTime(), latest);
            greatest = delay.compareTo(greatest) > 0 ? delay : greatest;
        }
        return greatest;
    }

    @Test
    void everyRecordIsDeliveredOnceInEveryOrder() {
        for (DeliveryOrder order : DeliveryOrder.values()) {
            assertThat(counted(inOne(order, false).stream()))
                    .as(order.toString())
                    .isEqualTo(counted(LOG.records().stream()));
        }
    }

    @Test
    void theOrdersAreWhatTheySay() {
        assertThat(inOne(DeliveryOrder.EVENT_TIME, false)).isSortedAccordingTo(TimedRecord.IN_TIME);
        assertThat(inOne(DeliveryOrder.ARRIVAL, false).stream().map(TimedRecord::receivedAt))
                .isSorted();
        assertThat(greatestDelay(inOne(DeliveryOrder.WITHIN_OUT_OF_ORDERNESS, true)))
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(greatestDelay(inOne(DeliveryOrder.WITHIN_LATENESS, true)))
                .isBetween(Duration.ofHours(20), Duration.ofHours(24));
    }

    @Test
    void aTenthOfTheRecordsComesTwice() {
        for (DeliveryOrder order : DeliveryOrder.values()) {
            Map<TimedRecord, Long> counts = counted(inOne(order, true).stream());
            assertThat(counts.values().stream().filter(count -> count == 2).count())
                    .as(order.toString())
                    .isBetween(LOG.records().size() / 20L, LOG.records().size() / 6L);
            assertThat(counts.values()).allMatch(count -> count <= 2);
        }
    }

    @Test
    void aKeyStaysInOnePartitionAndEachPartitionInOrder() {
        List<List<TimedRecord>> partitions =
                deliver(DeliveryOrder.EVENT_TIME, false, 3).partitions();
        assertThat(partitions)
                .hasSize(3)
                .allSatisfy(part -> assertThat(part).isNotEmpty().isSortedAccordingTo(TimedRecord.IN_TIME));
        assertThat(partitions.stream()
                        .map(part -> part.stream().map(TimedRecord::key).collect(Collectors.toSet()))
                        .flatMap(java.util.Set::stream))
                .doesNotHaveDuplicates();
    }

    @Test
    void aSeedIsDeliveredInItsOrderWhateverItIsPackedWith() {
        Variant variant = new Variant(1, DeliveryOrder.WITHIN_LATENESS, true, 1, 1, 1, Cadence.SPARSE);
        Delivery packed = Delivery.of(variant, List.of(new TinyTrial().log(2), LOG));
        assertThat(packed.partitions().get(0).stream()
                        .filter(record -> record.eventId().startsWith("s3-")))
                .containsExactlyElementsOf(
                        Delivery.of(variant, List.of(LOG)).partitions().get(0));
    }

    @Test
    void theKillComesAfterTheCheckpoint() {
        for (Variant variant : Variants.ALL) {
            Delivery delivery = Delivery.of(variant, List.of(LOG));
            assertThat(delivery.checkpointAt()).isBetween(0.05, 0.95);
            assertThat(delivery.killedAt()).isBetween(delivery.checkpointAt(), 0.95);
        }
    }
}
