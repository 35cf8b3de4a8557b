package dev.milepost.runtime.source;

import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.ClockTick;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what time it is to the topic {@code clock}, once an interval, on a thread of its own: live time is an input
 * like any other, so a replay sees the same time. Two publishers at once do no harm. A tick that Kafka does not take
 * within the interval's patience is dropped and logged: the next one says the same, later.
 */
public final class ClockPublisher implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ClockPublisher.class);
    private static final int PATIENCE_MILLIS = 5_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final ScheduledExecutorService thread;
    private final Clock clock;
    private final Wire wire = new Wire();

    /** By {@link System#nanoTime}; of none yet, when this began. */
    private volatile long takenNanos = System.nanoTime();

    private volatile String problem = "";

    private ClockPublisher(KafkaProducer<byte[], byte[]> producer, Clock clock) {
        this.producer = producer;
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread daemon = new Thread(task, "milepost-clock");
            daemon.setDaemon(true);
            return daemon;
        });
    }

    /** Starts to tick at once, every {@code interval}, until closed. */
    public static ClockPublisher start(String bootstrapServers, Duration interval, Clock clock) {
        Map<String, Object> properties = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS);
        ClockPublisher publisher = new ClockPublisher(
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()), clock);
        var unused =
                publisher.thread.scheduleAtFixedRate(publisher::tick, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        return publisher;
    }

    private void tick() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        String id = now.toString();
        try {
            byte[] value = wire.encode(new ClockTick(id, now));
            ProducerRecord<byte[], byte[]> tick =
                    new ProducerRecord<>(Ingest.CLOCK, id.getBytes(StandardCharsets.UTF_8), value);
            var unused = producer.send(tick, (sent, failure) -> {
                if (failure == null) {
                    takenNanos = System.nanoTime();
                } else {
                    missed(id, failure);
                }
            });
        } catch (RuntimeException e) {
            // An exception that leaves here would silently end the schedule.
            missed(id, e);
        }
    }

    private void missed(String id, Exception failure) {
        problem = failure.getMessage();
        LOG.warn("Clock tick {} was not written: {}", id, failure.toString());
    }

    /** How long Kafka has taken no tick; before the first, since this began. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - takenNanos);
    }

    /** Why the last that Kafka did not take was not taken; empty where it took all. */
    public String problem() {
        return problem;
    }

    /** Stops ticking; waits for the ticks that are under way, at most 5 s. */
    @Override
    public void close() {
        thread.shutdownNow();
        try {
            thread.awaitTermination(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
}
