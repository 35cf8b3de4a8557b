package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.archive.ArchiveFolder;
import dev.milepost.runtime.archive.ArchiveName;
import dev.milepost.runtime.archive.ArchiveSettings;
import dev.milepost.runtime.archive.ArchiveSink;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.testkit.garbage.AvroGarbage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The raw archive of a live run: every record once, as it was read, whatever is restored. */
final class ArchiveIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int RECORDS = 200;
    private static final Settings SETTINGS = Settings.defaults()
            .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(100))
            .with(ArchiveSettings.MERGE_FILES, 3);

    @TempDir
    private Path temp;

    private final List<String> sent = new ArrayList<>();
    private int made;

    @Test
    void everyRecordIsArchivedOnceThroughKillsRestoresAndAStartWithoutState() throws Exception {
        try (TestBroker broker = new TestBroker(temp.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            createTopics(admin);
            send(producer);
            JobClient first = start(broker, null);
            await(first);
            List<Path> early = checkpoints();
            send(producer);
            await(first);
            first.cancel().get();
            ended(first);

            // From an early checkpoint: the archive is ahead of it.
            JobClient second = start(broker, early.get(early.size() - 1));
            send(producer);
            await(second);
            second.cancel().get();
            ended(second);

            // Without state: all of Kafka is read again.
            JobClient third = start(broker, null);
            send(producer);
            await(third);
            third.cancel().get();
            ended(third);
        }
        assertThat(archived()).containsExactlyInAnyOrderElementsOf(sent);
        List<ArchiveName> files = new ArchiveFolder(archive()).files();
        assertThat(files).as("small files are merged").hasSizeLessThan(40);
        assertThat(files).extracting(ArchiveName::refused).contains(true, false);
    }

    @Test
    void topicsMadeAnewAreNotAddedToTheArchiveOfTheOldOnes() throws Exception {
        try (TestBroker broker = new TestBroker(temp.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
                KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            createTopics(admin);
            send(producer);
            ArchiveTopics.check(archive(), broker.bootstrapServers(), false, Set.of());
            JobClient job = start(broker, null);
            await(job);
            job.cancel().get();
            ended(job);
            ArchiveTopics.check(archive(), broker.bootstrapServers(), false, Set.of());

            admin.deleteTopics(List.of("purchases")).all().get();
            createPurchases(admin);
            send(producer);
            send(producer);

            assertThatThrownBy(() -> ArchiveTopics.check(archive(), broker.bootstrapServers(), false, Set.of()))
                    .isInstanceOf(SourceException.class)
                    .hasMessageContaining("purchases was made anew");
        }
    }

    /** Kafka removes a topic behind its answer. */
    private static void createPurchases(Admin admin) throws Exception {
        NewTopic purchases =
                new NewTopic("purchases", 2, (short) 1).configs(Map.of("message.timestamp.type", "LogAppendTime"));
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                admin.createTopics(List.of(purchases)).all().get();
                return;
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
                assertThat(Instant.now()).isBefore(end);
                Thread.sleep(100);
            }
        }
    }

    private void send(KafkaProducer<byte[], byte[]> producer) throws Exception {
        Instant now = Instant.now();
        AvroGarbage garbage = new AvroGarbage(made, now);
        for (int i = 0; i < RECORDS; i++, made++) {
            int partition = made % 2;
            byte[] value = made % 5 == 0 ? garbage.next().value() : SourceFiles.purchaseOnWire("g" + made, now);
            var record = producer.send(new ProducerRecord<>("purchases", partition, null, value))
                    .get();
            sent.add("purchases[" + partition + "]@" + record.offset() + " received " + record.timestamp());
            if (i % 40 == 0) {
                // So that there are more checkpoints, and files, than one.
                Thread.sleep(120);
            }
        }
    }

    private JobClient start(TestBroker broker, Path from) throws Exception {
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, SETTINGS);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(temp.resolve("checkpoints")));
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 100);
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.address(from));
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        DataStream<Ingested> source = KafkaEventSource.fromEarliest(broker.bootstrapServers(), "archive", SETTINGS)
                .read(env);
        new ArchiveSink(archive(), LoadedFirst.NONE, SETTINGS).attach(source);
        source.sinkTo(new DiscardingSink<>()).uid("discard");
        return env.executeAsync("archive");
    }

    /** Waits until everything that was sent is visible. */
    private void await(JobClient job) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (new ArchiveFolder(archive())
                        .ends().values().stream().mapToLong(last -> last + 1).sum()
                < sent.size()) {
            assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(50);
        }
    }

    private static void ended(JobClient job) {
        assertThat(job.getJobExecutionResult()).failsWithin(PATIENCE);
    }

    private Path archive() {
        return temp.resolve("archive");
    }

    /** The archive as a backfill reads it: each record's place and receipt. */
    private List<String> archived() throws IOException {
        Intake intake = new Intake(SETTINGS);
        List<String> found = new ArrayList<>();
        for (StreamFile file : StreamFiles.in(archive()).files()) {
            try (RawRecords records = file.open(bytes -> {})) {
                for (RawRecord record = records.next(); record != null; record = records.next()) {
                    Ingested ingested = record.ingest(intake, PersonalData.withoutKey());
                    assertThat(ingested.event() == null).isEqualTo(file.name().contains("refused"));
                    long received = ingested.event() != null
                            ? ingested.event().receivedAtMillis()
                            : ingested.deadLetter().getReceivedAt().toEpochMilli();
                    found.add(record.origin() + " received " + received);
                }
            }
        }
        return found;
    }

    private List<Path> checkpoints() throws IOException {
        try (Stream<Path> files = Files.walk(temp.resolve("checkpoints"))) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .map(Path::getParent)
                    .sorted(Comparator.comparingLong(
                            path -> Long.parseLong(path.getFileName().toString().substring("chk-".length()))))
                    .toList();
        }
    }

    private static void createTopics(Admin admin) throws Exception {
        List<NewTopic> topics = Streams.all().stream()
                .map(StreamContract::stream)
                .map(stream -> new NewTopic(stream, stream.equals("purchases") ? 2 : 1, (short) 1)
                        .configs(EventTopics.settings(stream)))
                .toList();
        admin.createTopics(topics).all().get();
    }
}
