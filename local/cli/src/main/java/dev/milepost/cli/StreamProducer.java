package dev.milepost.cli;

import dev.milepost.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes events to their streams' topics. For one thread. */
final class StreamProducer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Wire wire = new Wire();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> problem = new AtomicReference<>();

    StreamProducer(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        Map<String, Object> properties = new HashMap<>();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 4 * PATIENCE_MILLIS);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Looks whether Kafka is there, before anything is read that is to go into it.
     *
     * @throws CommandFailure where it does not answer, or has no such topic
     */
    void expect(String stream) {
        try {
            var unused = producer.partitionsFor(stream);
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /**
     * Publishes one event; it need not be there when this returns.
     *
     * @throws CommandFailure where Kafka does not take this one, or did not take one before
     */
    void send(String stream, String key, SpecificRecord event) {
        check();
        try {
            var unused = producer.send(
                    new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), wire.encode(event)),
                    (sent, refused) -> {
                        if (refused == null) {
                            acknowledged.incrementAndGet();
                        } else {
                            problem.compareAndSet(null, refused);
                        }
                    });
        } catch (KafkaException e) {
            throw failed(e);
        }
    }

    /** Waits until everything that was sent is in Kafka. */
    void flush() {
        producer.flush();
        check();
    }

    /** Events that Kafka has. */
    long acknowledged() {
        return acknowledged.get();
    }

    private void check() {
        Exception first = problem.get();
        if (first != null) {
            throw failed(first);
        }
    }

    private CommandFailure failed(Exception cause) {
        return new CommandFailure(
                ExitCode.FAILURE,
                "Kafka at " + bootstrapServers + " does not take events: " + Failures.describe(cause) + " ("
                        + Text.count(acknowledged.get(), "event")
                        + " before it are in; sending them again does no harm)",
                cause);
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
}
