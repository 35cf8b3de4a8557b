package dev.milepost.cli.chaos;

import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.testkit.garbage.Flaw;
import dev.milepost.testkit.population.RecordOrigin;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The topics as they stand when nothing is sent any more.
 *
 * @param ends the end of each partition
 * @param events all events but garbage, with the time at which Kafka took each; without the ticks of the clock
 * @param garbage what is wrong with each record of garbage, by where it stands
 * @param lastTick the clock's last tick
 */
record Recording(
        Map<TopicPartition, Long> ends, List<TimedRecord> events, Map<RecordOrigin, Flaw> garbage, Instant lastTick) {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration AHEAD = Duration.ofMinutes(1);

    /**
     * Reads all topics to their ends.
     *
     * @param unread streams that the job does not read: their topics are its own word
     */
    static Recording of(String kafka, Set<String> unread) throws WireException {
        Wire wire = new Wire();
        List<TimedRecord> events = new ArrayList<>();
        Map<RecordOrigin, Flaw> garbage = new HashMap<>();
        Instant lastTick = Instant.MIN;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = Streams.all().stream()
                    .filter(contract -> !unread.contains(contract.stream()))
                    .flatMap(contract -> consumer.partitionsFor(contract.stream()).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    StreamContract contract = Streams.named(record.topic());
                    RecordOrigin origin = new RecordOrigin(record.topic(), record.partition(), record.offset());
                    Header flaw = record.headers().lastHeader(Traffic.FLAW);
                    if (flaw != null) {
                        garbage.put(origin, Flaw.valueOf(new String(flaw.value(), StandardCharsets.UTF_8)));
                        continue;
                    }
                    TimedRecord event = new TimedRecord(
                            wire.decode(contract, record.value()), Instant.ofEpochMilli(record.timestamp()), origin);
                    if (!record.topic().equals(Streams.CLOCK)) {
                        events.add(event);
                    } else if (event.eventTime().isAfter(lastTick)) {
                        lastTick = event.eventTime();
                    }
                }
            }
            return new Recording(ends, events, garbage, lastTick);
        }
    }

    /** How far time has come for who waits so long for what is late. */
    Instant horizon(Duration outOfOrderness) {
        return lastTick.minus(outOfOrderness).minusMillis(1);
    }

    /** How many versions of programs came so long before their valid_from that they are taken in. */
    static long appliedInTime(List<TimedRecord> log) {
        return log.stream()
                .filter(record -> record.record() instanceof AppliedProgram program
                        && Duration.between(record.receivedAt(), program.getValidFrom())
                                        .compareTo(AHEAD)
                                >= 0)
                .count();
    }

    /** Whether a group's checkpoints cover all of it. */
    boolean isReadBy(String kafka, String group) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.entrySet().stream().allMatch(end -> {
                OffsetAndMetadata at = committed.get(end.getKey());
                return (at == null ? 0 : at.offset()) >= end.getValue();
            });
        } catch (ExecutionException e) {
            return false; // the group has committed nothing yet, or the broker has just come back
        }
    }
}
