package dev.milepost.cli.chaos;

import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
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
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The world outside: people's events and the clock, on a thread of its own. It outlives whatever happens to the broker, as
 * producers with a buffer do; what it was told is in Kafka is there once. One record in a hundred is garbage,
 * and says so in a header that no job reads.
 *
 * <p>New versions of programs come on the way, as {@link Campaign} says. Everything comes at once or some seconds late, but for
 * a few page views of visitors that nobody knows: these come later than the out-of-orderness, and no decision rests on them.
 *
 * <p>Clicks come by the addresses of {@link KnownLink} instead of their own, because the oracle knows the channels of
 * these alone.
 */
final class Traffic implements AutoCloseable {

    private static final Duration STEP = Duration.ofMillis(100);
    /** The header of garbage: what is wrong with it. */
    static final String FLAW = "flaw";

    private static final double GARBAGE = 0.01;
    private static final int STRAY_ONE_IN = 20;
    private static final Duration STRAY_AFTER = Duration.ofSeconds(15);
    private static final int OUTAGE_MILLIS = 1_800_000;

    private final LiveTraffic people;
    private final AvroGarbage garbage;
    private final Random random;
    private final KafkaProducer<byte[], byte[]> producer;
    private final ClockPublisher clock;
    private final Wire wire = new Wire();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<Exception> problem = new AtomicReference<>();
    private final Deque<Campaign.Change> changes;
    private final Duration strayAfter;
    private final boolean ownVerdicts;
    private final Deque<Stray> strays = new ArrayDeque<>();
    private final Instant start = Instant.now();
    private final Thread thread = new Thread(this::play, "chaos-traffic");
    private volatile Instant lastValidFrom = Instant.MIN;
    private volatile boolean over;

    /** An event that is on its way for long. */
    private record Stray(SimulatedEvent event, Instant due) {}

    private Traffic(String kafka, ChaosPlan plan, Duration tick) {
        people = new LiveTraffic(plan.seed(), plan.rate());
        garbage = new AvroGarbage(plan.seed(), Instant.now());
        random = new Random(plan.seed());
        changes = new ArrayDeque<>(Campaign.changes(plan.time()));
        strayAfter = plan.outOfOrderness().plus(STRAY_AFTER);
        ownVerdicts = plan.ownVerdicts();
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

    static Traffic start(String kafka, ChaosPlan plan, Duration tick) {
        Traffic traffic = new Traffic(kafka, plan, tick);
        traffic.thread.setDaemon(true);
        traffic.thread.start();
        return traffic;
    }

    /** Events that Kafka has. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until every version of a program that comes has held for a while. */
    void awaitPrograms() throws InterruptedException {
        while (!changes.isEmpty() || Instant.now().isBefore(lastValidFrom.plus(Campaign.LAST))) {
            Thread.sleep(STEP.toMillis());
            if (problem.get() != null) {
                return; // which end tells
            }
        }
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
                while (!strays.isEmpty() && strays.peek().due().isBefore(now)) {
                    send(strays.poll().event());
                }
                if (!changes.isEmpty() && !start.plus(changes.peek().after()).isAfter(now)) {
                    apply(changes.peek(), now.truncatedTo(ChronoUnit.MILLIS));
                    changes.poll();
                }
            }
        } catch (InterruptedException e) {
            // closed before its end
        } catch (RuntimeException e) {
            problem.compareAndSet(null, e);
        }
    }

    private void apply(Campaign.Change change, Instant now) {
        Instant validFrom = now.plus(Campaign.NOTICE).truncatedTo(ChronoUnit.SECONDS);
        tell(Campaign.record(Campaign.applied(change.program(), validFrom), now));
        lastValidFrom = validFrom;
    }

    /** Sends what somebody else has to tell. */
    void tell(SpecificRecord record) {
        StreamContract contract = Streams.of(record);
        send(contract.stream(), contract.key(record), record);
    }

    /** Whether it is of the events that may come later than the out-of-orderness. */
    static boolean isStray(SpecificRecord record) {
        return record instanceof Click click
                && click.getName().equals("page_view")
                && click.getUserId() == null
                && click.getReferralCode() == null
                && Math.floorMod(click.getEventId().hashCode(), STRAY_ONE_IN) == 0;
    }

    private void publish(SimulatedEvent event) {
        if (event.payload() instanceof Click click) {
            KnownLink.readdress(click);
            Campaign.enrol(click);
        }
        if (ownVerdicts) {
            Household.move(event.payload());
        }
        if (isStray(event.payload())) {
            strays.add(new Stray(event, Instant.now().plus(strayAfter)));
        } else {
            send(event);
        }
        if (random.nextDouble() < GARBAGE) {
            Garbage bad = garbage.next();
            ProducerRecord<byte[], byte[]> record =
                    new ProducerRecord<>(bad.stream(), bad.key().getBytes(StandardCharsets.UTF_8), bad.value());
            record.headers().add(FLAW, bad.flaw().name().getBytes(StandardCharsets.UTF_8));
            send(record);
        }
    }

    private void send(SimulatedEvent event) {
        send(event.stream(), event.key(), event.payload());
    }

    private void send(String stream, String key, SpecificRecord payload) {
        send(new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), encoded(payload)));
    }

    private synchronized byte[] encoded(SpecificRecord payload) {
        return wire.encode(payload);
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
