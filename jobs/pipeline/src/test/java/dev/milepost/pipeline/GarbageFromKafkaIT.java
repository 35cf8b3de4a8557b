package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.runtime.source.KafkaEventSource;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.Differences;
import dev.milepost.testkit.garbage.AvroGarbage;
import dev.milepost.testkit.garbage.Garbage;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.population.RecordOrigin;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand bad records among good ones in real topics: each a dead letter, and not one good row another. */
class GarbageFromKafkaIT {

    private static final int GARBAGE = 10_000;
    private static final int PEOPLE = 1_000;
    private static final int BAD_PER_PERSON = GARBAGE / PEOPLE;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Instant now = Instant.now();
    private final Wire wire = new Wire();
    private final Map<SpecificRecord, Future<RecordMetadata>> good = new HashMap<>();
    private final Map<Garbage, Future<RecordMetadata>> bad = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void everyBadRecordIsADeadLetterAndEveryGoodRowIsAsItWouldBe() throws Exception {
        try (TestWarehouse warehouse = new TestWarehouse();
                EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(EventTopics.of(2));
            send(kafka.bootstrapServers());
            List<TimedRecord> log = new ArrayList<>();
            for (Map.Entry<SpecificRecord, Future<RecordMetadata>> sent : good.entrySet()) {
                RecordMetadata at = sent.getValue().get();
                log.add(new TimedRecord(
                        sent.getKey(),
                        Instant.ofEpochMilli(at.timestamp()),
                        new RecordOrigin(at.topic(), at.partition(), at.offset())));
            }
            Set<String> letters = new HashSet<>();
            for (Map.Entry<Garbage, Future<RecordMetadata>> sent : bad.entrySet()) {
                RecordMetadata at = sent.getValue().get();
                letters.add(sent.getKey().flaw().reason() + ":"
                        + new RecordOrigin(at.topic(), at.partition(), at.offset()));
            }
            assertThat(letters).hasSize(GARBAGE);

            JobClient job = start(kafka.bootstrapServers(), warehouse);
            List<SpecificRecord> expected =
                    new AttributionOracle(List.of()).answer(log).rows();
            Instant end = Instant.now().plus(PATIENCE);
            Differences differences = Differences.between(expected, rows(warehouse));
            while (Instant.now().isBefore(end)
                    && (!differences.isEmpty()
                            || warehouse.count("SELECT count() FROM milepost.dead_letters") < GARBAGE)) {
                BoundedRun.requireRunning(job);
                Thread.sleep(500);
                differences = Differences.between(expected, rows(warehouse));
            }
            if (!differences.isEmpty()) {
                throw new AssertionError(DifferenceReport.text(
                        differences,
                        log,
                        "among garbage, from Kafka",
                        "mvn verify -pl jobs/pipeline -am -Dtest=none -Dit.test=GarbageFromKafkaIT"));
            }
            assertThat(warehouse
                            .client()
                            .query("SELECT concat(reason, ':', origin, '[', toString(origin_partition), ']@',"
                                    + " toString(origin_position)) AS letter FROM milepost.dead_letters"))
                    .extracting(row -> row.get("letter"))
                    .containsExactlyInAnyOrderElementsOf(letters);
            assertThat(warehouse.count("SELECT count() FROM milepost.dead_letters WHERE detail = ''"))
                    .isZero();
            assertThat(warehouse.count("SELECT count() FROM milepost.events")).isEqualTo(good.size());
            BoundedRun.cancel(job);
        }
    }

    /** Each person visits, signs up and buys; ten records of garbage follow, one of which contradicts the person's own. */
    private void send(String bootstrapServers) {
        AvroGarbage garbage = new AvroGarbage(5, now);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < PEOPLE; i++) {
                List<SpecificRecord> events = person(i);
                for (SpecificRecord event : events) {
                    StreamContract contract = Streams.of(event);
                    good.put(event, send(producer, contract.stream(), contract.key(event), wire.encode(event)));
                }
                for (int j = 0; j < BAD_PER_PERSON; j++) {
                    Garbage next = j > 0 ? garbage.next() : garbage.contradicting(events.get(i % events.size()));
                    bad.put(next, send(producer, next.stream(), next.key(), next.value()));
                }
            }
        }
    }

    private List<SpecificRecord> person(int number) {
        Instant at = now.minus(Duration.ofMinutes(5)).plusMillis(number);
        String user = "u" + number;
        String browser = "b" + number;
        return List.of(
                Click.newBuilder()
                        .setEventId("click" + number)
                        .setEventTime(at)
                        .setAnonymousId(browser)
                        .setName("page_view")
                        .setChannel(number % 2 == 0 ? "social" : "email")
                        .build(),
                Signup.newBuilder()
                        .setEventId("signup" + number)
                        .setEventTime(at.plusSeconds(10))
                        .setUserId(user)
                        .setAnonymousId(browser)
                        .build(),
                Purchase.newBuilder()
                        .setEventId("order" + number)
                        .setEventTime(at.plusSeconds(20))
                        .setUserId(user)
                        .setOrderId("o" + number)
                        .setKind(PurchaseKind.ORDER)
                        .setAmountMinor(100 + number)
                        .setCurrency("USD")
                        .build());
    }

    private static Future<RecordMetadata> send(
            KafkaProducer<byte[], byte[]> producer, String stream, String key, byte[] value) {
        return producer.send(new ProducerRecord<>(stream, key.getBytes(StandardCharsets.UTF_8), value));
    }

    private JobClient start(String bootstrapServers, TestWarehouse warehouse) throws Exception {
        Settings settings = Settings.defaults()
                .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(500))
                // A record that breaks the job breaks it again each time that it is read: a third time is the end.
                .with(LaunchSettings.RESTART_ATTEMPTS, 2)
                .with(FraudSettings.OWN_VERDICTS, false);
        PipelineRun run = new PipelineRun(
                KafkaEventSource.fromEarliest(bootstrapServers, "garbage", settings),
                warehouse.warehouse(),
                ProgramCatalog.empty(),
                ChannelRules.shipped(),
                settings,
                new Generations(warehouse.client()).take("a test"),
                FlinkPaths.address(folder.resolve("blocks")),
                new PipelineRun.Live(bootstrapServers, null, LoadedFirst.NONE));
        Configuration configuration = run.configuration();
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(folder.resolve("checkpoints")));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        run.assemble(env);
        return env.executeAsync(PipelineRun.NAME);
    }

    private static List<SpecificRecord> rows(TestWarehouse warehouse) throws Exception {
        List<SpecificRecord> rows = new ArrayList<>();
        for (String table : AttributionTrial.TABLES) {
            rows.addAll(warehouse.rows(table));
        }
        return rows;
    }
}
