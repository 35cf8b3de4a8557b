package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.SchemaEvolution;
import dev.milepost.schemas.SchemaHistory;
import dev.milepost.schemas.StreamContract;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import dev.milepost.schemas.event.Signup;
import dev.milepost.schemas.event.UserAttributes;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.testkit.versions.PastVersions;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One partition of each topic that producers of every release write to at once. */
final class MixedVersionsIT {

    private static final int RECORDS = 60;
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final Queue<Event> EVENTS = new ConcurrentLinkedQueue<>();
    private static final Queue<DeadLetterRow> DEAD = new ConcurrentLinkedQueue<>();

    @TempDir
    private Path temp;

    private final Instant now = Instant.now();
    private final PastVersions versions = new PastVersions();
    private final Map<String, SpecificRecord> expected = new TreeMap<>();

    @Test
    void everyPublishedVersionIsReadIntoThePresentClassWithDefaults() throws Exception {
        Path history = temp.resolve("history");
        versions.publish(history);
        theVersionsAreLegalGrowth();
        try (TestBroker broker = new TestBroker(temp.resolve("broker"));
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(Streams.all().stream()
                            .map(contract -> new NewTopic(contract.stream(), 1, (short) 1)
                                    .configs(EventTopics.settings(contract.stream())))
                            .toList())
                    .all()
                    .get();
            produce(broker);

            JobClient job = start(broker, history.toString());
            try {
                await(job);
            } finally {
                job.cancel().get();
            }
        }
        Map<String, SpecificRecord> read = new TreeMap<>();
        EVENTS.forEach(event -> read.put(event.origin().toString(), event.payload()));
        assertThat(EVENTS).hasSize(expected.size());
        assertThat(read).isEqualTo(expected);
        assertThat(DEAD)
                .extracting(DeadLetterRow::getReason)
                .as("of a version that this history lacks")
                .containsExactly("unknown_schema");
    }

    private void theVersionsAreLegalGrowth() {
        for (StreamContract contract : Streams.all()) {
            List<Schema> published = versions.of(contract);
            for (int older = 0; older < PastVersions.COUNT; older++) {
                for (int later = older; later < PastVersions.COUNT; later++) {
                    assertThat(SchemaEvolution.violations(published.get(older), published.get(later)))
                            .as("v%d to v%d", older + 1, later + 1)
                            .isEmpty();
                }
            }
        }
    }

    private void produce(TestBroker broker) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < RECORDS; i++) {
                for (SpecificRecord record : List.of(click(i), signup(i), purchase(i), attributes(i))) {
                    int version = 1 + i % PastVersions.COUNT;
                    while (!versions.writes(record, version)) {
                        version++;
                    }
                    String topic = Streams.of(record).stream();
                    long offset = producer.send(new ProducerRecord<>(topic, 0, null, versions.encode(record, version)))
                            .get()
                            .offset();
                    expected.put(topic + "[0]@" + offset, versions.leftOf(record, version));
                }
            }
            byte[] never = new Wire().encode(purchase(0));
            never[2] ^= 1;
            producer.send(new ProducerRecord<>("purchases", 0, null, never)).get();
        }
    }

    private JobClient start(TestBroker broker, String history) throws Exception {
        Settings settings = Settings.defaults().with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(500));
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(temp.resolve("checkpoints")));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        KafkaEventSource source = KafkaEventSource.fromEarliest(broker.bootstrapServers(), "mixed", settings)
                .decodedBy(metrics -> Wire.reading(SchemaHistory.in(Path.of(history)))::decode);
        Ingest.Split split = Ingest.split(source.read(env));
        split.deadLetters()
                .process(new KeepDead(), Types.VOID)
                .uid("dead")
                .sinkTo(new DiscardingSink<>())
                .uid("dead-sink");
        split.events()
                .process(new KeepEvents(), Types.VOID)
                .uid("events")
                .sinkTo(new DiscardingSink<>())
                .uid("sink");
        return env.executeAsync("mixed versions");
    }

    private void await(JobClient job) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (EVENTS.size() < expected.size() || DEAD.isEmpty()) {
            assertThat(job.getJobStatus().get().isTerminalState())
                    .as("the job has ended")
                    .isFalse();
            assertThat(Instant.now())
                    .as("events %d, dead %s", EVENTS.size(), DEAD)
                    .isBefore(end);
            Thread.sleep(50);
        }
    }

    private Instant time(int i) {
        return Instant.ofEpochMilli(now.toEpochMilli() - i);
    }

    private Click click(int i) {
        return Click.newBuilder()
                .setEventId("c" + i)
                .setEventTime(time(i))
                .setAnonymousId("a" + i)
                .setUserId("u" + i)
                .setSessionId("s" + i)
                .setName("page_view")
                .setUrl("https://shop.example/" + i)
                .setReferrerUrl("https://news.example/")
                .setChannel("email")
                .setCampaign("spring")
                .setReferralCode("code-" + i)
                .setDeviceHash("d")
                .setIpHash("ip")
                .setIpPrefixHash("prefix")
                .setCountry("DE")
                .setValue(new BigDecimal("12.500000"))
                .setIsBot(true)
                .setProperties(Map.of("k", "v" + i))
                .build();
    }

    private Signup signup(int i) {
        return Signup.newBuilder()
                .setEventId("s" + i)
                .setEventTime(time(i))
                .setUserId("u" + i)
                .setAnonymousId("a" + i)
                .setReferralCode("code-" + i)
                .setEmailHash("e")
                .setEmailDomain("example.org")
                .setEmailMinhash(List.of(1L, -2L, 3L))
                .setAccountId("account")
                .setPlan("pro")
                .setSegment("smb")
                .setCountry("DE")
                .setMarketingConsent(true)
                .setProperties(Map.of("k", "v" + i))
                .build();
    }

    private Purchase purchase(int i) {
        PurchaseKind[] kinds = {PurchaseKind.ORDER, PurchaseKind.RENEWAL, PurchaseKind.REFUND, PurchaseKind.CHARGEBACK};
        return Purchase.newBuilder()
                .setEventId("p" + i)
                .setEventTime(time(i))
                .setUserId("u" + i)
                .setOrderId("o" + i)
                .setKind(kinds[i / PastVersions.COUNT % kinds.length])
                // Every fifth is more than 32 bits hold, so that an old release could not write it.
                .setAmountMinor(i % 5 == 0 ? 3_000_000_000L + i : i)
                .setCurrency("EUR")
                .setRefundId("r" + i)
                .setMrrMinor(1_000L + i)
                .setPaymentHash("payment")
                .setDeviceHash("d")
                .setIpHash("ip")
                .setProperties(Map.of("k", "v" + i))
                .build();
    }

    private UserAttributes attributes(int i) {
        return new UserAttributes("t" + i, time(i), "u" + i, Map.of("plan", "pro"));
    }

    private static final class KeepEvents extends ProcessFunction<Event, Void> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Event event, ProcessFunction<Event, Void>.Context context, Collector<Void> out) {
            EVENTS.add(event);
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
}
