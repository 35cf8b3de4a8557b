package dev.milepost.console.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.console.security.Account;
import dev.milepost.console.security.AuditLog;
import dev.milepost.console.security.Role;
import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.ingest.Validation;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Review;
import dev.milepost.schemas.event.ReviewAction;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A decision in a real Kafka, as the pipeline reads it. */
class KafkaReviewStreamIT {

    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path folder;

    @Test
    void aDecisionArrivesAsAReviewThatThePipelineTakes() throws Exception {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
                ReviewStream stream = new KafkaReviewStream(kafka.bootstrapServers());
                AuditLog audit = AuditLog.open(folder.resolve("audit.jsonl"), clock)) {
            kafka.createTopics(List.of(new NewTopic(Streams.REVIEWS, 1, (short) 1)));
            ShownCase of = new ShownCase(
                    "spring",
                    "c1",
                    "ana",
                    "",
                    "OPEN",
                    7,
                    "",
                    "",
                    "",
                    false,
                    false,
                    1,
                    1,
                    BigDecimal.ONE,
                    100,
                    "USD",
                    "",
                    "",
                    "",
                    "",
                    0,
                    1,
                    List.of(new ShownAlert("bob/p", "v", 0, 900_000, 100, 10_000, false, "open")));
            new ReviewDesk(stream, audit, clock)
                    .send(
                            new Account("rita", Set.of(Role.REVIEWER)),
                            List.of(
                                    Order.plain(of, 7, ReviewAction.CLAIM, List.of()),
                                    new Order(of, 8, ReviewAction.REJECT, of.open(), "farm", "devices", "“note”")));
            List<ConsumerRecord<byte[], byte[]>> records = records(kafka, 2);
            Review claim = review(records.get(0));
            Review rejection = review(records.get(1));

            assertThat(new String(records.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("c1");
            assertThat(claim.getAction()).isEqualTo(ReviewAction.CLAIM);
            assertThat(rejection.getAction()).isEqualTo(ReviewAction.REJECT);
            assertThat(rejection.getExpectedVersion()).isEqualTo(8);
            assertThat(rejection.getReferralIds()).containsExactly("bob/p");
            assertThat(rejection.getPropensity()).isEqualByComparingTo("0.01");
            assertThat(rejection.getEventTime()).isEqualTo(NOW.plusMillis(1));
            assertThat(rejection.getNote()).isEqualTo("“note”");
        }
    }

    /** Decoded, and checked, as sources do it. */
    private static Review review(ConsumerRecord<byte[], byte[]> record) throws Exception {
        Review review = (Review) new Wire().decode(Streams.named(Streams.REVIEWS), record.value());
        Validation.of(Streams.named(Streams.REVIEWS), Settings.defaults()).check(review);
        return review;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(EmbeddedKafka kafka, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        Map<String, Object> properties = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(Streams.REVIEWS, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (records.size() < count && System.nanoTime() < end) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
        }
        assertThat(records).hasSize(count);
        return records;
    }
}
