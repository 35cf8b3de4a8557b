package dev.milepost.cli;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Orders that go on, ten a second, while something else is tried: each of another user, of 10.00 USD. */
final class OrderTraffic implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final AtomicInteger sent = new AtomicInteger();
    private final CompletableFuture<Void> sending;
    private volatile boolean over;

    private OrderTraffic(String kafka) {
        sending = CompletableFuture.runAsync(() -> send(kafka));
    }

    static OrderTraffic to(String kafka) {
        return new OrderTraffic(kafka);
    }

    /** How many orders Kafka has. */
    int sent() {
        return sent.get();
    }

    private void send(String kafka) {
        Wire wire = new Wire();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            while (!over) {
                Purchase order = order("traffic-" + sent);
                byte[] key = order.getUserId().getBytes(StandardCharsets.UTF_8);
                producer.send(new ProducerRecord<>("purchases", key, wire.encode(order)))
                        .get();
                sent.incrementAndGet();
                Thread.sleep(PAUSE.toMillis());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Purchase order(String id) {
        return Purchase.newBuilder()
                .setEventId(id)
                .setEventTime(Instant.ofEpochMilli(System.currentTimeMillis()))
                .setUserId(id)
                .setOrderId(id)
                .setKind(PurchaseKind.ORDER)
                .setAmountMinor(1_000)
                .setCurrency("USD")
                .build();
    }

    /** Ends it; from then on {@link #sent} is what there is. */
    @Override
    public void close() throws Exception {
        over = true;
        sending.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
}
