package dev.milepost.bench;

import dev.milepost.runtime.source.EventTopics;
import dev.milepost.schemas.Wire;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.SimulatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The events that every run of a sitting reads: simulated people's, by a fixed seed, spread over the last hours as if they
 * had all come late at once (Kafka tells when it received a record, and it must be less than a day after the event). Written
 * once, in the order of their times; each stream has several partitions.
 */
final class Topics {

    private static final int PARTITIONS = 4;
    private static final long SEED = 1;
    private static final Duration PERIOD = Duration.ofHours(20);
    private static final Duration STEP = Duration.ofSeconds(5);

    private Topics() {}

    /** Makes the topics and fills them with so many events, or a few more; gives the number of records. */
    static long fill(Bench bench) throws Exception {
        try (Admin admin = bench.servers().admin()) {
            admin.createTopics(EventTopics.of(PARTITIONS)).all().get();
        }
        AtomicReference<Exception> problem = new AtomicReference<>();
        Wire wire = new Wire();
        long records = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer(bench.servers().kafka())) {
            LiveTraffic people = new LiveTraffic(SEED, (double) bench.scale().events() / PERIOD.toSeconds());
            Instant end = Instant.now();
            for (Instant now = end.minus(PERIOD);
                    now.isBefore(end) && records < bench.scale().events();
                    now = now.plus(STEP)) {
                for (SimulatedEvent event : people.step(now, STEP)) {
                    send(producer, event.stream(), event.key(), wire.encode(event.payload()), problem);
                    records++;
                }
            }
            producer.flush();
        }
        if (problem.get() != null) {
            throw problem.get();
        }
        return records;
    }

    static KafkaProducer<byte[], byte[]> producer(String kafka) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        1 << 16),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer,
            String stream,
            String key,
            byte[] value,
            AtomicReference<Exception> problem) {
        var unused = producer.send(
                new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), value), (sent, refused) -> {
                    if (refused != null) {
                        problem.compareAndSet(null, refused);
                    }
                });
    }
}
