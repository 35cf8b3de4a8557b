package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that go on from a savepoint, of which Kafka has deleted what comes next. */
final class LostRecordsIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** What was read, as {@code topic@offset}. */
    private static final Queue<String> READ = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path temp;

    private Set<String> unread = Set.of();
    private TestBroker broker;
    private Admin admin;

    @BeforeEach
    void open() throws Exception {
        READ.clear();
        broker = new TestBroker(temp.resolve("broker"));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        List<NewTopic> topics = Streams.all().stream()
                .map(StreamContract::stream)
                .map(stream -> new NewTopic(stream, 1, (short) 1).configs(EventTopics.settings(stream)))
                .toList();
        admin.createTopics(topics).all().get();
    }

    @AfterEach
    void close() {
        admin.close();
        broker.close();
    }

    @Test
    void aGapEndsTheJobAndSaysWhatIsMissing() throws Exception {
        send("purchases", 100);
        String state = readAndStop(null, "purchases@99");

        // Nothing was read of signups yet: its place is kept as a number all the same.
        send("signups", 10);
        delete("signups", 5);
        assertThat(failure(state)).contains("comes next of signups[0]: offset 0, and its first is 5");

        String later = readAndStop(state, "signups@9", passingOver());
        assertThat(READ).contains("signups@5").doesNotContain("signups@4");

        send("purchases", 50);
        delete("purchases", 120);
        assertThat(failure(later))
                .contains("comes next of purchases[0]: offset 100, and its first is 120")
                .contains("ingest.pass_over_lost");
        assertThat(READ).doesNotContain("purchases@120");
    }

    @Test
    void ticksAndTheMarkOfATransactionAreNoLoss() throws Exception {
        try (ClockPublisher clock =
                ClockPublisher.start(broker.bootstrapServers(), Duration.ofMillis(50), Clock.systemUTC())) {
            assertThat(clock).isNotNull();
            sendInTransaction("reviews");
            String state = readAndStop(null, "reviews@0", "clock@3");
            long ticks = end("clock") + 3;
            await(() -> end("clock") >= ticks);
            delete("clock", ticks);
            delete("reviews", 2);
            assertThat(end("reviews")).as("a record and a mark").isEqualTo(2);
            send("purchases", 1);
            readAndStop(state, "purchases@0", "clock@" + ticks);
            assertThat(READ).doesNotContain("clock@" + (ticks - 1));

            send("reviews", 1);
            delete("reviews", 3);
            assertThat(failure(state)).contains("comes next of reviews[0]: offset 1, and its first is 3");
        }
    }

    @Test
    void aTopicThatEndsBeforeTheSavepointIsToldEvenWhereLossIsPassedOver() throws Exception {
        send("purchases", 20);
        String state = readAndStop(null, "purchases@19");
        admin.deleteTopics(List.of("purchases")).all().get();
        NewTopic anew = new NewTopic("purchases", 1, (short) 1).configs(EventTopics.settings("purchases"));
        await(() -> {
            try {
                admin.createTopics(List.of(anew)).all().get();
                return true;
            } catch (ExecutionException e) {
                // Kafka removes a topic behind its answer.
                assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
                return false;
            }
        });
        send("purchases", 5);
        assertThat(failure(state, passingOver())).contains("ends purchases[0] at offset 5, before 20");
    }

    /** Else a job would go on with a topic that it has come to tell itself, and hear its own word. */
    @Test
    void aStreamThatIsReadNoMoreIsLeftAloneByAStartFromStateThatHasBegunIt() throws Exception {
        send("purchases", 5);
        send("signups", 1);
        String state = readAndStop(null, "purchases@4", "signups@0");
        unread = Set.of("purchases");
        send("purchases", 5);
        send("signups", 1);
        String without = readAndStop(state, "signups@1");
        send("signups", 1);
        readAndStop(without, "signups@2");
        assertThat(READ).filteredOn(each -> each.startsWith("purchases")).hasSize(5);

        unread = Set.of();
        readAndStop(without, "purchases@9");
    }

    private static Settings settings() {
        return Settings.defaults().with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(200));
    }

    private static Settings passingOver() {
        return settings().with(IngestSettings.PASS_OVER_LOST, true);
    }

    /** Stops with a savepoint once all of these have been read; gives it. */
    private String readAndStop(String from, String... awaited) throws Exception {
        return readAndStop(from, List.of(awaited), settings());
    }

    private String readAndStop(String from, String awaited, Settings settings) throws Exception {
        return readAndStop(from, List.of(awaited), settings);
    }

    private String readAndStop(String from, List<String> awaited, Settings settings) throws Exception {
        JobClient job = start(from, settings);
        await(() -> {
            assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            return READ.containsAll(awaited);
        });
        return job.stopWithSavepoint(
                        false, FlinkPaths.address(temp.resolve("savepoints")), SavepointFormatType.CANONICAL)
                .get();
    }

    private String failure(String from) throws Exception {
        return failure(from, settings());
    }

    /** What the job ends with, which restarts do not hold up. */
    private String failure(String from, Settings settings) throws Exception {
        Throwable failure = start(from, settings)
                .getJobExecutionResult()
                .handle((result, thrown) -> thrown)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .map(Throwable::getMessage)
                .toList()
                .toString();
    }

    private JobClient start(String from, Settings settings) throws Exception {
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(temp.resolve("checkpoints")));
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
        KafkaEventSource.fromEarliest(broker.bootstrapServers(), "lost", settings)
                .without(unread)
                .read(env)
                .process(new Note(), Types.VOID)
                .uid("note")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return env.executeAsync("lost records");
    }

    private static final class Note extends ProcessFunction<Ingested, Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Ingested record, ProcessFunction<Ingested, Void>.Context context, Collector<Void> out) {
            READ.add(record.origin().name() + "@" + record.origin().position());
        }
    }

    /** Garbage will do: it is read, and refused later. */
    private void send(String topic, int records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            for (int i = 0; i < records; i++) {
                var unused = producer.send(garbage(topic));
            }
            producer.flush();
        }
    }

    private void sendInTransaction(String topic) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of("transactional.id", "test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(garbage(topic)).get();
            producer.commitTransaction();
        }
    }

    private static ProducerRecord<byte[], byte[]> garbage(String topic) {
        return new ProducerRecord<>(topic, 0, null, "garbage".getBytes(StandardCharsets.US_ASCII));
    }

    private KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void delete(String topic, long before) throws Exception {
        admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(before)))
                .all()
                .get();
    }

    private long end(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        return HeldOffsets.of(admin, List.of(partition)).get(partition).next();
    }

    /** Something that may be so, or may fail. */
    @FunctionalInterface
    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(Instant.now()).as("read %s", READ).isBefore(end);
            Thread.sleep(50);
        }
    }
}
