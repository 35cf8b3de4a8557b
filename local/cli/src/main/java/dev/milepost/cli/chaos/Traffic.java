package dev.milepost.cli.chaos;

import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.SimulatedEvent;
import dev.milepost.testkit.garbage.AvroGarbage;
import dev.milepost.testkit.garbage.Garbage;
import dev.milepost.testkit.population.KnownLink;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The world outside: people's events and the clock, on a thread of its own. It outlives whatever happens to the broker, as
 * producers with a buffer do; what it was told is in Kafka is there once. One record in a hundred is garbage,
 * and says so in a header that no job reads.
 *
 * <p>Clicks come by the addresses of {@link KnownLink} instead of their own, because the oracle knows the channels of
 * these alone.
 */
final class Traffic implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(100);
    /** The header of garbage: what is wrong with it. */
    static final String FLAW = "flaw";

    private static final double GARBAGE = 0.01;
    private static final int OUTAGE_MILLIS = 1_800_000;

    private final LiveTraffic people;
    private final AvroGarbage garbage;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ClockPublisher clock;
    private final Wire wire = new Wire();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> problem = new AtomicReference<>();
    private final Thread thread = new Thread(this::play, "chaos-traffic");
    private volatile boolean over;

    private Traffic(String kafka, double rate, long seed, Duration tick) {
        people = new LiveTraffic(seed, rate);
        garbage = new AvroGarbage(seed, Instant.now());
        random = new Random(seed);
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka,
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        128L << 20,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        OUTAGE_MILLIS,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        5_000,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        OUTAGE_MILLIS),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        clock = ClockPublisher.start(kafka, tick, Clock.systemUTC());
    }

    static Traffic start(String kafka, double rate, long seed, Duration tick) {
        Traffic traffic = new Traffic(kafka, rate, seed, tick);
        traffic.thread.setDaemon(true);
        traffic.thread.start();
        return traffic;
    }

    /** Events that Kafka has. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Sends no more, waits until everything is in Kafka, lets time go on for a while, then stops the clock. */
    void end(Duration after) throws InterruptedException {
        over = true;
        thread.join();
        producer.flush();
        if (problem.get() != null) {
            throw new ChaosFailure("An event did not get into Kafka", problem.get());
        }
        Thread.sleep(after.toMillis());
        clock.close();
    }

    private void play() {
        Instant before = Instant.now();
        try {
            while (!over) {
                Thread.sleep(STEP.toMillis());
                Instant now = Instant.now();
                people.step(now, Duration.between(before, now)).forEach(this::publish);
                before = now;
            }
        } catch (InterruptedException e) {
            // closed before its end
        } catch (RuntimeException e) {
            problem.compareAndSet(null, e);
        }
    }

    private void publish(SimulatedEvent event) {
        if (event.payload() instanceof Click click) {
            KnownLink.readdress(click);
        }
        send(new ProducerRecord<>(
                event.stream(), event.key().getBytes(StandardCharsets.UTF_8), wire.encode(event.payload())));
        if (random.nextDouble() < GARBAGE) {
            Garbage bad = garbage.next();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(bad.stream(), bad.key().getBytes(StandardCharsets.UTF_8), bad.value());
            record.headers().add(FLAW, bad.flaw().name().getBytes(StandardCharsets.UTF_8));
            send(record);
        }
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (sent, refused) -> {
            if (refused == null) {
                acknowledged.incrementAndGet();
            } else {
                problem.compareAndSet(null, refused);
            }
        });
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
        clock.close();
        producer.close(Duration.ZERO);
    }
}
