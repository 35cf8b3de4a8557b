package dev.milepost.bench;

import dev.milepost.cli.chaos.Servers;
import dev.milepost.engine.NewTopics;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.schemas.Wire;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.SimulatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
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
    private static final long PAUSE_MILLIS = 100;
    private static final Duration STEP = Duration.ofSeconds(5);

    private Topics() {}

    /**
     * Makes the topics anew and fills them with so many events; gives the number of records.
     *
     * @param badOneIn beside so many events a record is written that is no event; 0: none is
     */
    static long fill(Servers servers, int events, int badOneIn) throws Exception {
        empty(servers);
        AtomicReference<Exception> problem = new AtomicReference<>();
        Wire wire = new Wire();
        long good = 0;
        long bad = 0;
        try (KafkaProducer<byte[], byte[]> producer = producer(servers.kafka())) {
            for (Iterator<SimulatedEvent> all = events(events); all.hasNext(); ) {
                SimulatedEvent event = all.next();
                byte[] value = wire.encode(event.payload());
                send(producer, event.stream(), event.key(), value, problem);
                good++;
                if (badOneIn > 0 && good % badOneIn == 0) {
                    send(producer, event.stream(), event.key(), spoilt(value, bad++), problem);
                }
            }
            producer.flush();
        }
        if (problem.get() != null) {
            throw problem.get();
        }
        return good + bad;
    }

    /** So many events, in the order of their times. */
    static Iterator<SimulatedEvent> events(int events) {
        LiveTraffic people = new LiveTraffic(SEED, (double) events / PERIOD.toSeconds());
        Instant end = Instant.now();
        return Stream.iterate(end.minus(PERIOD), now -> now.isBefore(end), now -> now.plus(STEP))
                .flatMap(now -> people.step(now, STEP).stream())
                .iterator();
    }

    /** Cut short, of an unknown schema, or no Avro at all, in turn. */
    private static byte[] spoilt(byte[] value, long number) {
        byte[] spoilt = number % 3 == 0 ? Arrays.copyOf(value, value.length / 2) : value.clone();
        if (number % 3 == 1) {
            spoilt[2] ^= 0x55;
        } else if (number % 3 == 2) {
            Arrays.fill(spoilt, (byte) number);
        }
        return spoilt;
    }

    /** Makes the topics anew. */
    static void empty(Servers servers) throws Exception {
        List<NewTopic> topics = EventTopics.of(PARTITIONS);
        try (Admin admin = servers.admin()) {
            Set<String> present = admin.listTopics().names().get();
            List<String> old = topics.stream()
                    .map(NewTopic::name)
                    .filter(present::contains)
                    .toList();
            admin.deleteTopics(old).all().get();
            // Kafka says so a moment before it is so.
            while (!Collections.disjoint(admin.listTopics().names().get(), old)) {
                Thread.sleep(PAUSE_MILLIS);
            }
            NewTopics.create(admin, topics);
        }
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
