package dev.milepost.bench;

import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.simulator.LiveTraffic;
import dev.milepost.simulator.SimulatedEvent;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Events at a given rate, whatever becomes of them: a sender that is late sends what was due meanwhile, and a probe carries
 * the time at which it was due, not that at which it was sent. So a stall of anything on the way counts in full.
 */
final class OpenLoad implements AutoCloseable {

    /** What the anonymous_id of each probe begins with. */
    static final String PROBE = "probe-";

    /** Between two ticks of the clock. */
    static final Duration TICK = Duration.ofSeconds(1);

    private static final long STEP_MILLIS = 20;
    private static final int PROBES_OF_A_SECOND = 50;
    private static final int PROBE_VISITORS = 32;

    private final LiveTraffic people;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ClockPublisher clock;
    private final Wire wire = new Wire();
    private final AtomicReference<Exception> problem = new AtomicReference<>();
    private final Thread thread = new Thread(this::play, "open-load");
    private volatile boolean over;
    private final AtomicLong sent = new AtomicLong();
    private long probes;

    private OpenLoad(String kafka, double rate, long seed) {
        people = new LiveTraffic(seed, rate);
        producer = Topics.producer(kafka);
        clock = ClockPublisher.start(kafka, TICK, Clock.systemUTC());
    }

    /** Starts to send so many events a second, probes among them. */
    static OpenLoad start(String kafka, double rate, long seed) {
        OpenLoad load = new OpenLoad(kafka, Math.max(1, rate - PROBES_OF_A_SECOND), seed);
        load.thread.setDaemon(true);
        load.thread.start();
        return load;
    }

    private void play() {
        Instant before = Instant.now();
        long probeDue = before.toEpochMilli();
        try {
            while (!over) {
                Thread.sleep(STEP_MILLIS);
                Instant now = Instant.now();
                for (SimulatedEvent event : people.step(now, Duration.between(before, now))) {
                    send(event.stream(), event.key(), wire.encode(event.payload()));
                }
                for (; probeDue <= now.toEpochMilli(); probeDue += 1_000 / PROBES_OF_A_SECOND) {
                    probe(probeDue);
                }
                before = now;
            }
        } catch (InterruptedException e) {
            // closed
        } catch (RuntimeException e) {
            problem.compareAndSet(null, e);
        }
    }

    private void probe(long due) {
        long number = probes++;
        Click click = new Click();
        click.setEventId("probe-" + due + "-" + number);
        click.setEventTime(Instant.ofEpochMilli(due));
        click.setAnonymousId(PROBE + number % PROBE_VISITORS);
        click.setName("page_view");
        click.setProperties(Map.of());
        send(Streams.CLICKSTREAM, click.getAnonymousId(), wire.encode(click));
    }

    /** How many events were sent so far. */
    long sent() {
        return sent.get();
    }

    private void send(String stream, String key, byte[] value) {
        sent.incrementAndGet();
        var unused = producer.send(
                new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), value), (sent, refused) -> {
                    if (refused != null) {
                        problem.compareAndSet(null, refused);
                    }
                });
    }

    /**
     * Stops sending.
     *
     * @throws IllegalStateException where an event did not get into Kafka, so that the load was less than it was to be
     */
    @Override
    public void close() throws InterruptedException {
        over = true;
        thread.join();
        clock.close();
        producer.close();
        if (problem.get() != null) {
            throw new IllegalStateException("An event did not get into Kafka", problem.get());
        }
    }
}
