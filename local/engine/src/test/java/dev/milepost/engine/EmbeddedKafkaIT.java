package dev.milepost.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker under Kafka's own clients. */
final class EmbeddedKafkaIT {
    private static final List<NewTopic> TOPICS =
            List.of(new NewTopic("orders", 1, (short) 1), new NewTopic("clicks", 2, (short) 1));

    @TempDir
    private Path directory;

    @Test
    void keepsRecordsAndTheirBrokerTimesAcrossARestartOnTheSamePort() throws Exception {
        long before = System.currentTimeMillis();
        List<ConsumerRecord<String, String>> first;
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
            port = kafka.port();
            kafka.createTopics(TOPICS);
            kafka.createTopics(TOPICS);
            produce(kafka, 0, 100);
            first = consume(kafka, 100);
        }
        long after = System.currentTimeMillis();
        // The producer claimed 1970; the broker's clock counts.
        assertThat(first).allSatisfy(record -> {
            assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
            assertThat(record.timestamp()).isBetween(before, after);
        });

        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, port)) {
            kafka.createTopics(TOPICS);
            produce(kafka, 100, 10);
            List<ConsumerRecord<String, String>> second = consume(kafka, 110);
            assertThat(second.subList(0, 100))
                    .extracting(ConsumerRecord::offset, ConsumerRecord::value, ConsumerRecord::timestamp)
                    .isEqualTo(offsetValueTime(first));
            assertThat(second.get(109).value()).isEqualTo("109");
        }
    }

    @Test
    void everyPartitionAnswersOnceItsTopicIsMade() throws Exception {
        int partitions = 40;
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition("wide", partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                // Who is told "not the leader" does not ask again.
                Admin asksOnce = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers(), "retries", 0))) {
            asksOnce.listTopics().names().get();
            kafka.createTopics(List.of(new NewTopic("wide", partitions, (short) 1)));
            assertThat(asksOnce.listOffsets(ends).all().get().values())
                    .hasSize(partitions)
                    .allSatisfy(end -> assertThat(end.offset()).isZero());
        }
    }

    @Test
    void aTopicThatTheBrokerDoesNotKnowYetIsAskedForAgain() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                LateToKnow admin = new LateToKnow(Map.of("bootstrap.servers", kafka.bootstrapServers()), 2)) {
            NewTopics.create(admin, TOPICS);
            assertThat(admin.unknown).isZero();
        }
    }

    /** Tells a few times that it knows no topic. */
    private static final class LateToKnow extends ForwardingAdmin {

        private int unknown;

        LateToKnow(Map<String, Object> settings, int unknown) {
            super(settings);
            this.unknown = unknown;
        }

        @Override
        public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> ends, ListOffsetsOptions options) {
            if (unknown == 0) {
                return super.listOffsets(ends, options);
            }
            unknown--;
            KafkaFutureImpl<ListOffsetsResult.ListOffsetsResultInfo> failed = new KafkaFutureImpl<>();
            failed.completeExceptionally(new UnknownTopicOrPartitionException());
            return new ListOffsetsResult(Map.of(ends.keySet().iterator().next(), failed));
        }
    }

    @Test
    void topicsAreNotMadeByWritingToThem() {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0);
                KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of(
                        "bootstrap.servers",
                        kafka.bootstrapServers(),
                        "max.block.ms",
                        "1000",
                        "key.serializer",
                        StringSerializer.class,
                        "value.serializer",
                        StringSerializer.class))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("absent", "k", "v"))
                            .get(2, TimeUnit.MINUTES))
                    .isInstanceOf(ExecutionException.class);
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket holder = new ServerSocket()) {
            holder.bind(new InetSocketAddress(ClickHouseFront.loopback(), 0));
            int port = holder.getLocalPort();
            assertThatThrownBy(() -> EmbeddedKafka.start(directory, port))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + port)
                    .hasMessageContaining("Kafka");
        }
    }

    private static List<?> offsetValueTime(List<ConsumerRecord<String, String>> records) {
        return records.stream()
                .map(record -> Tuple.tuple(record.offset(), record.value(), record.timestamp()))
                .toList();
    }

    private static void produce(EmbeddedKafka kafka, int from, int count) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "key.serializer", StringSerializer.class,
                "value.serializer", StringSerializer.class))) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (int i = from; i < from + count; i++) {
                sent.add(producer.send(new ProducerRecord<>("orders", 0, 1L, "k", Integer.toString(i))));
            }
            for (Future<RecordMetadata> record : sent) {
                record.get(2, TimeUnit.MINUTES);
            }
        }
    }

    private static List<ConsumerRecord<String, String>> consume(EmbeddedKafka kafka, int count) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition("orders", 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "key.deserializer", StringDeserializer.class,
                "value.deserializer", StringDeserializer.class))) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
            while (records.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(count);
        return records;
    }
}
