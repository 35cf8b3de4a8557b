package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.garbage.AvroGarbage;
import dev.milepost.testkit.garbage.Garbage;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Kafka source on a real broker: dead letters, time carried by the clock, and topics that it refuses. */
final class KafkaEventSourceIT {

    private static final int MALFORMED = 200;
    private static final int GOOD = 300;
    private static final int BUSY = 1_000;
    private static final int WAITING = 50;
    private static final AtomicInteger BUSIED = new AtomicInteger();
    private static final AtomicInteger WAITED = new AtomicInteger();
    private static final AtomicInteger OVERTAKEN = new AtomicInteger();
    private static final int EARLIER = 30_000;
    private static final int LATER = 4_000;
    private static final AtomicInteger READ_EARLIER = new AtomicInteger();
    private static final AtomicInteger READ_LATER = new AtomicInteger();
    private static final AtomicInteger AHEAD = new AtomicInteger();
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Queue<Event> EVENTS = new ConcurrentLinkedQueue<>();
    private static final Queue<DeadLetterRow> DEAD = new ConcurrentLinkedQueue<>();
    private static final Queue<String> FIRED = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path temp;

    @Test
    void takesEveryRecordOfRealTopics() throws Exception {
        try (TestBroker broker = new TestBroker(temp.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            refusesToStartOnTopicsThatAreNotThere(broker);
            createTopics(admin, "CreateTime");
            refusesToStartOnTopicsThatKeepTheProducersTime(broker);
            set(admin, Streams.all(), "message.timestamp.type", "LogAppendTime");
            refusesToStartWhereProgramsWouldBeForgotten(broker);
            set(admin, List.of(Streams.named(Streams.PROGRAMS)), "cleanup.policy", "compact");
            malformedRecordsAreDeadLettersAndTheClockCarriesTime(broker);
            aPartitionThatWaitsForItsTurnIsNotIdle(broker);
            ofABacklogASmallTopicDoesNotRunAhead(broker);
        }
    }

    /** All the purchases were received before the signups, and are far more than one fetch of a partition holds. */
    private void ofABacklogASmallTopicDoesNotRunAhead(TestBroker broker) throws Exception {
        Instant now = Instant.now();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < EARLIER; i++) {
                var unused = producer.send(
                        new ProducerRecord<>("purchases", 0, null, SourceFiles.purchaseOnWire("earlier" + i, now)));
            }
            producer.flush();
            Thread.sleep(20);
            Wire wire = new Wire();
            for (int i = 0; i < LATER; i++) {
                SpecificRecord signup = Signup.newBuilder()
                        .setEventId("later" + i)
                        .setEventTime(now)
                        .setUserId("u")
                        .build();
                var unused = producer.send(new ProducerRecord<>("signups", wire.encode(signup)));
            }
            producer.flush();
        }
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        KafkaEventSource.fromEarliest(broker.bootstrapServers(), "backlog", settings())
                .read(env)
                .process(new Order(), Types.VOID)
                .uid("order")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        JobClient job = env.executeAsync("backlog");
        try {
            await(job, () -> READ_EARLIER.get() == EARLIER && READ_LATER.get() == LATER);
            // A batch of each partition may come before anything is known of the others.
            assertThat(AHEAD.get())
                    .as("later records read ahead of earlier ones")
                    .isLessThan(LATER / 4);
        } finally {
            job.cancel().get();
        }
    }

    /** Counts the later records that come while earlier ones are still to come. */
    private static final class Order extends ProcessFunction<Ingested, Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Ingested ingested, ProcessFunction<Ingested, Void>.Context context, Collector<Void> out) {
            String id = ingested.event() == null ? "" : ingested.event().eventId();
            if (id.startsWith("earlier")) {
                READ_EARLIER.incrementAndGet();
            } else if (id.startsWith("later")) {
                READ_LATER.incrementAndGet();
                AHEAD.addAndGet(READ_EARLIER.get() < EARLIER ? 1 : 0);
            }
        }
    }

    /**
     * One partition's records of now take the reader several times the idleness; those of others, of 20 hours before, wait
     * meanwhile where they come after them: the watermark may not have passed them.
     */
    private void aPartitionThatWaitsForItsTurnIsNotIdle(TestBroker broker) throws Exception {
        Instant now = Instant.now();
        Instant before = now.minus(Duration.ofHours(20));
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Wire wire = new Wire();
            for (int i = 0; i < BUSY; i++) {
                sent(producer, "purchases", 0, SourceFiles.purchaseOnWire("busy" + i, now));
            }
            for (int i = 0; i < WAITING; i++) {
                String id = "waiting" + i;
                SpecificRecord attributes = new UserAttributes(id, before, "u", Map.of());
                SpecificRecord signup = Signup.newBuilder()
                        .setEventId(id)
                        .setEventTime(before)
                        .setUserId("u")
                        .build();
                producer.send(new ProducerRecord<>("user_attributes", wire.encode(attributes)))
                        .get();
                producer.send(new ProducerRecord<>("signups", wire.encode(signup)))
                        .get();
            }
        }
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        KafkaEventSource.fromEarliest(broker.bootstrapServers(), "busy", settings())
                .read(env)
                .process(new Dawdle(before.toEpochMilli()), Types.VOID)
                .uid("dawdle")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        JobClient job = env.executeAsync("busy");
        try {
            await(job, () -> WAITED.get() == 2 * WAITING && BUSIED.get() == BUSY);
            assertThat(OVERTAKEN).as("records that the watermark had passed").hasValue(0);
        } finally {
            job.cancel().get();
        }
    }

    /** Takes its time for each record; counts those of the other partition, and those that come behind the watermark. */
    private static final class Dawdle extends ProcessFunction<Ingested, Void> {

        private static final long serialVersionUID = 1L;
        private final long waitingMillis;

        Dawdle(long waitingMillis) {
            this.waitingMillis = waitingMillis;
        }

        @Override
        public void processElement(
                Ingested ingested, ProcessFunction<Ingested, Void>.Context context, Collector<Void> out)
                throws InterruptedException {
            if (ingested.event() == null) {
                return;
            }
            if (ingested.event().eventId().startsWith("busy")) {
                BUSIED.incrementAndGet();
                Thread.sleep(5);
            } else if (ingested.event().eventId().startsWith("waiting")) {
                if (context.timerService().currentWatermark() > waitingMillis) {
                    OVERTAKEN.incrementAndGet();
                }
                WAITED.incrementAndGet();
            }
        }
    }

    private static void refusesToStartOnTopicsThatAreNotThere(TestBroker broker) {
        assertThatThrownBy(() -> source(broker).read(StreamExecutionEnvironment.getExecutionEnvironment()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(
                        "has no topic clickstream, clock, erasures, fraud-verdicts, payouts, programs, purchases")
                .hasMessageContaining("programs also with cleanup.policy=compact")
                .hasMessageContaining("message.timestamp.type=LogAppendTime");
        assertThatThrownBy(() -> EventTopics.requireTold(broker.bootstrapServers()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(
                        "has no topic asks, dead-letters, fraud-cases, fraud-verdicts, ledger, which the job writes to");
    }

    private static void refusesToStartOnTopicsThatKeepTheProducersTime(TestBroker broker) {
        assertThatThrownBy(() -> source(broker).read(StreamExecutionEnvironment.getExecutionEnvironment()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("keep the producers' own timestamps")
                .hasMessageContaining("purchases");
    }

    private static void refusesToStartWhereProgramsWouldBeForgotten(TestBroker broker) {
        assertThatThrownBy(() -> source(broker).read(StreamExecutionEnvironment.getExecutionEnvironment()))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("The topic programs at")
                .hasMessageContaining("Set cleanup.policy=compact");
    }

    private void malformedRecordsAreDeadLettersAndTheClockCarriesTime(TestBroker broker) throws Exception {
        Instant now = Instant.now();
        Set<String> expectedDead = new HashSet<>();
        List<String> expectedEvents = new ArrayList<>();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            AvroGarbage garbage = new AvroGarbage(11, now);
            for (int i = 0; i < MALFORMED + GOOD; i++) {
                if (i % 5 < 2) {
                    Garbage bad = garbage.next();
                    RecordMetadata sent = sent(producer, bad.stream(), 0, bad.value());
                    expectedDead.add(bad.flaw().reason() + ":" + sent.topic() + "[0]@" + sent.offset());
                } else {
                    sent(producer, "purchases", i % 2, SourceFiles.purchaseOnWire("g" + i, now.minusMillis(i)));
                    expectedEvents.add("g" + i);
                }
            }
        }
        assertThat(expectedDead).hasSize(MALFORMED);

        JobClient job = start(broker);
        try {
            await(job, () -> EVENTS.size() >= GOOD && DEAD.size() >= MALFORMED);
            assertThat(EVENTS).extracting(Event::eventId).containsExactlyInAnyOrderElementsOf(expectedEvents);
            assertThat(DEAD)
                    .extracting(DeadLetterRow::getDeadLetterId)
                    .containsExactlyInAnyOrderElementsOf(expectedDead);
            assertThat(EVENTS)
                    .allSatisfy(
                            event -> assertThat(event.receivedAtMillis()).isGreaterThanOrEqualTo(now.toEpochMilli()));
            assertThat(FIRED).as("no clock, no time").isEmpty();

            try (ClockPublisher clock =
                    ClockPublisher.start(broker.bootstrapServers(), Duration.ofMillis(200), Clock.systemUTC())) {
                assertThat(clock).isNotNull();
                await(job, () -> FIRED.size() >= GOOD);
            }
            assertThat(EVENTS).as("ticks end at ingest").hasSize(GOOD);
        } finally {
            job.cancel().get();
        }
    }

    private static RecordMetadata sent(
            KafkaProducer<byte[], byte[]> producer, String topic, int partition, byte[] value) throws Exception {
        return producer.send(new ProducerRecord<>(topic, partition, null, value))
                .get();
    }

    private static Settings settings() {
        return Settings.defaults()
                .with(IngestSettings.OUT_OF_ORDERNESS, Duration.ofSeconds(1))
                .with(IngestSettings.IDLENESS, Duration.ofMillis(500))
                .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(500));
    }

    private static KafkaEventSource source(TestBroker broker) {
        return KafkaEventSource.fromEarliest(broker.bootstrapServers(), "test", settings());
    }

    private JobClient start(TestBroker broker) throws Exception {
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings());
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(temp.resolve("checkpoints")));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        Ingest.Split split = Ingest.split(source(broker).read(env));
        split.deadLetters()
                .process(new KeepDead(), Types.VOID)
                .uid("dead")
                .sinkTo(new DiscardingSink<>())
                .uid("dead-sink");
        split.events()
                .keyBy(Event::key, Types.STRING)
                .process(new FireLater(), Types.VOID)
                .uid("watch")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return env.executeAsync("kafka source");
    }

    private static void await(JobClient job, BooleanSupplier reached) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!reached.getAsBoolean()) {
            assertThat(job.getJobStatus().get().isTerminalState())
                    .as("the job has ended")
                    .isFalse();
            assertThat(Instant.now())
                    .as("events %d, dead %d, fired %d", EVENTS.size(), DEAD.size(), FIRED.size())
                    .isBefore(end);
            Thread.sleep(50);
        }
    }

    private static void createTopics(Admin admin, String timestampType) throws Exception {
        List<NewTopic> topics = Streams.all().stream()
                .map(StreamContract::stream)
                .map(stream -> new NewTopic(stream, stream.equals("purchases") ? 2 : 1, (short) 1)
                        .configs(Map.of("message.timestamp.type", timestampType)))
                .toList();
        admin.createTopics(topics).all().get();
    }

    private static void set(Admin admin, Collection<StreamContract> streams, String name, String value)
            throws Exception {
        for (StreamContract contract : streams) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, contract.stream()),
                            List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static final class KeepDead extends ProcessFunction<DeadLetterRow, Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                DeadLetterRow row, ProcessFunction<DeadLetterRow, Void>.Context context, Collector<Void> out) {
            DEAD.add(row);
        }
    }

    /** Keeps each event, and fires 10 s of event time after it: only time that goes on gets there. */
    private static final class FireLater extends KeyedProcessFunction<String, Event, Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Event event, KeyedProcessFunction<String, Event, Void>.Context context, Collector<Void> out) {
            EVENTS.add(event);
            context.timerService().registerEventTimeTimer(event.receivedAtMillis() + 10_000);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Void> out) {
            FIRED.add(context.getCurrentKey());
        }
    }
}
