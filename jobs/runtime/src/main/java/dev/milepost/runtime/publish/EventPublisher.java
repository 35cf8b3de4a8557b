package dev.milepost.runtime.publish;

import dev.milepost.schemas.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Publishes events to their streams' topics: acknowledged by all replicas, each once. Threads may share it. */
public final class EventPublisher implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Wire wire = new Wire();

    /** Of that Kafka; nothing is sent yet. */
    public EventPublisher(String bootstrapServers) {
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
     * Looks whether Kafka is there.
     *
     * @throws KafkaException where it does not answer, or has no such topic
     */
    public void expect(String stream) {
        var unused = producer.partitionsFor(stream);
    }

    /**
     * Publishes one event; those of one key are in the order in which they are given.
     *
     * @param key as the stream's contract has it
     * @return done once Kafka has it, and failed where it does not take it
     * @throws KafkaException where it cannot even be handed over
     */
    public CompletableFuture<Void> send(String stream, String key, SpecificRecord event) {
        CompletableFuture<Void> taken = new CompletableFuture<>();
        var unused = producer.send(
                new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), encode(event)), (sent, refused) -> {
                    if (refused == null) {
                        taken.complete(null);
                    } else {
                        taken.completeExceptionally(refused);
                    }
                });
        return taken;
    }

    private byte[] encode(SpecificRecord event) {
        synchronized (wire) {
            return wire.encode(event);
        }
    }

    /** Waits until Kafka has, or has refused, all that was sent. */
    public void flush() {
        producer.flush();
    }

    @Override
    public void close() {
        producer.close(Duration.ofMillis(PATIENCE_MILLIS));
    }
}
