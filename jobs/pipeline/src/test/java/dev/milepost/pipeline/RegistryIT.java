package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.testkit.registry.TestRegistry;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.ClusterClient;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.test.junit5.InjectClusterClient;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop with a schema registry: its topics by PipelineJob, told so by settings alone, into the real engine. */
class RegistryIT {

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER = new MiniClusterExtension();

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final int ORDERS = 7;
    private static final int MICROS = 8;
    private static final int LATER = 9;
    private static final int UNKNOWN = 1_000_000_007;

    private static final String SHOP = """
            {"type": "record", "name": "Purchase", "namespace": "com.shop", "fields": [
              {"name": "store", "type": {"type": "record", "name": "Store", "fields": [{"name": "city", "type": "string"}]}},
              {"name": "order_id", "type": "string"},
              {"name": "user_id", "type": "string"},
              {"name": "event_id", "type": {"type": "string", "logicalType": "uuid"}},
              {"name": "event_time", "type": {"type": "long", "logicalType": "timestamp-millis"}},
              {"name": "kind", "type": {"type": "enum", "name": "PurchaseKind", "symbols": ["ORDER", "REFUND"]}},
              {"name": "currency", "type": "string"},
              {"name": "amount_minor", "type": "int"}]}""";

    @TempDir
    private Path folder;

    @Test
    void ordersOfAShopWithARegistryAreAttributed(@InjectClusterClient ClusterClient<?> flink) throws Exception {
        Schema shop = new Schema.Parser().parse(SHOP);
        Schema micros = new Schema.Parser().parse(SHOP.replace("timestamp-millis", "timestamp-micros"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                TestWarehouse warehouse = new TestWarehouse();
                TestRegistry registry = new TestRegistry()) {
            registry.register(ORDERS, SHOP);
            registry.register(MICROS, micros.toString());
            kafka.createTopics(EventTopics.of(1));
            CompletableFuture<Void> job = submit(kafka, warehouse, registry);
            try (ClockPublisher clock =
                            ClockPublisher.start(kafka.bootstrapServers(), Duration.ofMillis(200), Clock.systemUTC());
                    KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                            Map.of("bootstrap.servers", kafka.bootstrapServers()),
                            new ByteArraySerializer(),
                            new ByteArraySerializer())) {
                assertThat(clock).isNotNull();
                for (int i = 0; i < 50; i++) {
                    send(producer, framed(ORDERS, shop, i));
                }
                send(producer, framed(MICROS, micros, 50));
                send(producer, framed(UNKNOWN, shop, 51));
                send(producer, new byte[] {0, 0, 0});
                await(warehouse, job, "SELECT count() FROM milepost.conversions", 50);
                await(warehouse, job, "SELECT count() FROM milepost.dead_letters", 3);

                // A schema that was never seen, while the registry is away: it waits, and nothing is lost.
                registry.stop();
                registry.register(LATER, SHOP);
                send(producer, framed(LATER, shop, 52));
                Thread.sleep(2_000);
                assertThat(warehouse.count("SELECT count() FROM milepost.events"))
                        .isEqualTo(50);
                registry.start();
                await(warehouse, job, "SELECT count() FROM milepost.conversions", 51);
            } finally {
                cancel(flink);
            }
            assertThat(warehouse.value("SELECT sum(amount_minor) FROM milepost.conversions WHERE currency = 'EUR'"))
                    .isEqualTo(Long.toString(50 * 1000 + 49 * 50 / 2 + 1052));
            assertThat(deadLetters(warehouse))
                    .containsExactly(
                            "invalid@50 the schema of id 8 does not resolve to the contract of the stream"
                                    + " purchases: Purchase.event_time: the writer's logicalType is timestamp-micros, and"
                                    + " must be timestamp-millis",
                            "unknown_schema@51 the schema registry at " + registry.url()
                                    + " knows no schema of id 1000000007: the producer uses another registry, or these"
                                    + " bytes are no record",
                            "undecodable@52 a record begins with a zero and a schema's id of 4 bytes, there are 3 in all");
            assertThat(registry.requests()).containsOnlyOnce("7", "8", "9", "1000000007");
            assertThat(registry.authorizations()).containsOnly("Basic bWlsZXBvc3Q6c2VjcmV0");
        }
    }

    private CompletableFuture<Void> submit(EmbeddedKafka kafka, TestWarehouse warehouse, TestRegistry registry) {
        String[] arguments = {
            "--kafka",
            kafka.bootstrapServers(),
            "--clickhouse-url",
            "jdbc:clickhouse://" + warehouse.url().endpoint().substring("http://".length()) + "/default",
            "--spool",
            FlinkPaths.address(folder.resolve("spool")),
            "--ingest.framing",
            "confluent",
            "--registry.url",
            registry.url(),
            "--registry.retry_delay_max",
            "200ms",
            "--job.checkpoint_interval",
            "500ms"
        };
        Map<String, String> environment =
                Map.of("MILEPOST_REGISTRY_USER", "milepost", "MILEPOST_REGISTRY_PASSWORD", "secret");
        return CompletableFuture.runAsync(() -> {
            try {
                ClusterRun.of(PipelineRun.NAME, JobArguments.of(arguments, environment))
                        .execute(PipelineTopology::assemble);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void cancel(ClusterClient<?> flink) throws Exception {
        for (JobStatusMessage job : flink.listJobs().get()) {
            if (job.getJobState() == JobStatus.RUNNING) {
                flink.cancel(job.getJobId()).get();
            }
        }
    }

    private static List<String> deadLetters(TestWarehouse warehouse) throws Exception {
        return warehouse
                .client()
                .query("SELECT concat(reason, '@', toString(origin_position), ' ', detail) AS letter"
                        + " FROM milepost.dead_letters ORDER BY origin_position")
                .stream()
                .map(row -> row.get("letter"))
                .toList();
    }

    private static void await(TestWarehouse warehouse, CompletableFuture<Void> job, String sql, long count)
            throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (warehouse.count(sql) < count) {
            if (job.isDone()) {
                job.get();
            }
            assertThat(job).as("the job has ended").isNotDone();
            assertThat(Instant.now()).as("%s: %d", sql, warehouse.count(sql)).isBefore(end);
            Thread.sleep(100);
        }
        assertThat(warehouse.count(sql)).isEqualTo(count);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>("purchases", 0, null, value)).get();
    }

    private static byte[] framed(int id, Schema schema, int i) throws Exception {
        GenericRecord store = new GenericData.Record(schema.getField("store").schema());
        store.put("city", "Köln");
        GenericRecord order = new GenericData.Record(schema);
        order.put("store", store);
        order.put("order_id", "o" + i);
        order.put("user_id", "u" + i % 5);
        order.put("event_id", "00000000-0000-4000-8000-" + String.format("%012d", i));
        order.put("event_time", System.currentTimeMillis());
        order.put("kind", new GenericData.EnumSymbol(schema.getField("kind").schema(), "ORDER"));
        order.put("currency", "EUR");
        order.put("amount_minor", 1000 + i);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(order, encoder);
        encoder.flush();
        return TestRegistry.framed(id, out.toByteArray());
    }
}
