package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Topics;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.row.AskRow;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.row.FraudVerdictRow;
import dev.milepost.schemas.topic.Ask;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With Kafka away, a commit of what is told fails, is counted and repeated; it neither drops a row nor hangs. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ToldTopicsIT {

    private static final Duration PATIENCE = Duration.ofMillis(800);

    @TempDir
    private Path folder;

    @Test
    void anAbsentKafkaIsAFailureToBeRepeatedAfterTheWarehouseHasTheLetters() throws Exception {
        ScriptedInserter warehouse = new ScriptedInserter();
        try (ToldTopics topic = new ToldTopics(warehouse, "127.0.0.1:" + freePort(), PATIENCE)) {
            InsertFailure failure = catchThrowableOfType(
                    InsertFailure.class, () -> topic.insert("dead_letters", new byte[0], letter("a", 1, false), "t"));

            assertThat(failure.kind()).isEqualTo(FailureKind.RETRY);
            assertThat(failure).hasMessageContaining("Kafka").hasMessageContaining(Topics.DEAD_LETTERS);
            assertThat(warehouse.taken).hasSize(1);
            topic.insert("touches", new byte[0], new byte[] {1}, "other tables do not wait for Kafka");
        }
    }

    @Test
    void aCommitWaitsForKafkaAndThenTellsEveryLetterAndTombstone() throws Exception {
        int port = freePort();
        SimpleCounter retries = new SimpleCounter();
        ScriptedInserter warehouse = new ScriptedInserter();
        RetryingInserter commit = TestSink.retrying(
                new ToldTopics(warehouse, "127.0.0.1:" + port, PATIENCE), retries, millis -> Thread.sleep(20));
        CompletableFuture<Void> committed = CompletableFuture.runAsync(() -> {
            try {
                commit.insert("dead_letters", new byte[0], letter("a", 1, false), "one");
                commit.insert("dead_letters", new byte[0], letter("a", 2, true), "two");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        SinkCluster.waitUntil("it is tried again", () -> retries.getCount() >= 2);
        assertThat(committed).isNotDone();
        assertThat(commit.blockedMillis()).as("what the alarm is on").isPositive();

        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, port)) {
            kafka.createTopics(List.of(new NewTopic(Topics.DEAD_LETTERS, Optional.of(1), Optional.of((short) 1))));
            committed.get(60, TimeUnit.SECONDS);

            List<ConsumerRecord<byte[], byte[]>> told = told(kafka, Topics.DEAD_LETTERS);
            // At least once: a record that was given up may have gone in all the same.
            assertThat(told).hasSizeGreaterThanOrEqualTo(2);
            assertThat(told).allMatch(record -> new String(record.key(), StandardCharsets.UTF_8).equals("late:a"));
            assertThat(told.get(0).value()).isNotNull();
            assertThat(told.get(told.size() - 1).value()).isNull();
        } finally {
            commit.close();
        }
    }

    @Test
    void anAskIsToldWhereItHasATurnAndRepeatsHaveTheSameBytes() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                ToldTopics topic = new ToldTopics(new ScriptedInserter(), kafka.bootstrapServers(), PATIENCE)) {
            kafka.createTopics(List.of(new NewTopic(Topics.ASKS, Optional.of(1), Optional.of((short) 1))));
            byte[] block = concat(
                    ask("a1", "asked", 1, false), ask("a2", "held_out", 0, false), ask("a1", "withdrawn", 2, false));
            retried(topic, block);
            retried(topic, block);

            List<ConsumerRecord<byte[], byte[]>> told = told(kafka, Topics.ASKS);
            assertThat(told).hasSizeGreaterThanOrEqualTo(4);
            assertThat(told).allMatch(record -> new String(record.key(), StandardCharsets.UTF_8).equals("ana"));
            Wire wire = new Wire();
            Map<String, byte[]> bytes = new TreeMap<>();
            for (ConsumerRecord<byte[], byte[]> record : told) {
                Ask ask = (Ask) wire.decode(record.value());
                byte[] same = bytes.putIfAbsent(ask.getAskId() + " " + ask.getTurn(), record.value());
                assertThat(record.value()).isEqualTo(same == null ? record.value() : same);
            }
            assertThat(bytes.keySet()).containsExactly("a1 1", "a1 2");
            Ask first = (Ask) wire.decode(bytes.get("a1 1"));
            assertThat(first)
                    .extracting(Ask::getDecision, Ask::getChannel, Ask::getValueMinor, Ask::getCurrency)
                    .containsExactly("asked", "email", 1_250L, "USD");
            assertThat(first)
                    .extracting(Ask::getReferralCode, Ask::getLink, Ask::getMilestoneTime, Ask::getSendAt)
                    .containsExactly("ANA1", null, Instant.ofEpochMilli(7), Instant.ofEpochMilli(9));

            assertThat(first.getValue()).isEqualByComparingTo("200.5");
            assertThat(first.getValueField()).isEqualTo("value");

            assertThatThrownBy(() -> topic.insert("asks", new byte[0], ask("a1", "asked", 1, true), "t"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("asks was taken back");
        }
    }

    @Test
    void aVerdictIsToldAsAnEventOfItsStreamAndACaseWithItsAlerts() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
                ToldTopics topic = new ToldTopics(new ScriptedInserter(), kafka.bootstrapServers(), PATIENCE)) {
            kafka.createTopics(List.of(
                    new NewTopic(Topics.FRAUD_VERDICTS, Optional.of(1), Optional.of((short) 1)),
                    new NewTopic(Topics.FRAUD_CASES, Optional.of(1), Optional.of((short) 1))));
            retried(topic, "fraud_verdicts", concat(verdict("v1", "0.100000"), verdict("v2", "0.950000")));
            retried(topic, "fraud_cases", concat(fraudCase("OPEN", 1), fraudCase("DECIDED", 3)));

            Wire wire = new Wire();
            List<ConsumerRecord<byte[], byte[]>> verdicts = told(kafka, Topics.FRAUD_VERDICTS);
            assertThat(verdicts).extracting(ToldTopicsIT::key).containsOnly("r1");
            FraudVerdict last =
                    (FraudVerdict) wire.decode(verdicts.get(verdicts.size() - 1).value());
            assertThat(Streams.of(last).stream()).isEqualTo(Topics.FRAUD_VERDICTS);
            assertThat(last)
                    .extracting(FraudVerdict::getEventId, FraudVerdict::getVerdictId, FraudVerdict::getReferralId)
                    .containsExactly("v2", "v2", "r1");
            assertThat(last.getEventTime()).isEqualTo(Instant.ofEpochMilli(7));
            assertThat(last.getScore()).isEqualByComparingTo("0.95");
            assertThat(last.getCodes()).containsExactly("SELF_DEVICE", "RING");
            assertThat(last.getContributions()).isEqualTo(Map.of("identity", "4.600000"));
            assertThat(last.getMissing()).isEqualTo(Map.of("SELF_IP24", "no_trace"));
            assertThat(last)
                    .extracting(FraudVerdict::getAssessedFor, FraudVerdict::getSegment, FraudVerdict::getWeightsVersion)
                    .containsExactly("settled", "spring", 4L);

            List<ConsumerRecord<byte[], byte[]>> cases = told(kafka, Topics.FRAUD_CASES);
            assertThat(cases).extracting(ToldTopicsIT::key).containsOnly("c1");
            FraudCaseRow decided =
                    (FraudCaseRow) wire.decode(cases.get(cases.size() - 1).value());
            assertThat(decided.getStatus()).isEqualTo("DECIDED");
            assertThat(decided.getAuditEvents()).isEqualTo(3);
            assertThat(decided.getAlerts()).containsExactly("{\"referral\":\"r1\"}");

            byte[] gone = RowEncoder.of(FraudCaseRow.getClassSchema())
                    .encode(decided, 9, true)
                    .bytes();
            assertThatThrownBy(() -> topic.insert("fraud_cases", new byte[0], gone, "t"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("fraud_cases was taken back");
        }
    }

    private static String key(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.key(), StandardCharsets.UTF_8);
    }

    private static byte[] verdict(String id, String score) {
        FraudVerdictRow row = FraudVerdictRow.newBuilder()
                .setProgramId("spring")
                .setReferralId("r1")
                .setVerdictId(id)
                .setAdvocateId("ana")
                .setRefereeId("bob")
                .setAssessedFor("settled")
                .setDecidedAt(Instant.ofEpochMilli(7))
                .setScore(new BigDecimal(score))
                .setCodes(List.of("SELF_DEVICE", "RING"))
                .setLogit(new BigDecimal("0.708180"))
                .setIntercept(new BigDecimal("-3.891820"))
                .setContributions(Map.of("identity", "4.600000"))
                .setMissing(Map.of("SELF_IP24", "no_trace"))
                .setSegment("spring")
                .setModelVersion(1)
                .setRuleVersion(1)
                .setWeightsVersion(4)
                .setReplay("")
                .build();
        return RowEncoder.of(FraudVerdictRow.getClassSchema())
                .encode(row, 5, false)
                .bytes();
    }

    private static byte[] fraudCase(String status, long events) {
        FraudCaseRow row = FraudCaseRow.newBuilder()
                .setProgramId("spring")
                .setCaseId("c1")
                .setAdvocateId("ana")
                .setRingId("")
                .setStatus(status)
                .setVersion(events)
                .setOpenedAt(Instant.ofEpochMilli(7))
                .setClaimedBy("")
                .setEscalated(false)
                .setReferrals(1)
                .setUndecided(0)
                .setScore(new BigDecimal("0.950000"))
                .setMoneyMinor(1_000)
                .setCurrency("USD")
                .setPendingBy("")
                .setMergedInto("")
                .setAuditEvents(events)
                .setAuditHash("h" + events)
                .setAlerts(List.of("{\"referral\":\"r1\"}"))
                .build();
        return RowEncoder.of(FraudCaseRow.getClassSchema())
                .encode(row, events, false)
                .bytes();
    }

    private static void retried(ToldTopics topic, byte[] block) throws Exception {
        retried(topic, "asks", block);
    }

    /** A broker that was just made may not answer at once. */
    private static void retried(ToldTopics topic, String table, byte[] block) throws Exception {
        RetryingInserter commit = TestSink.retrying(topic, new SimpleCounter(), millis -> Thread.sleep(20));
        commit.insert(table, new byte[0], block, "t");
    }

    private static byte[] concat(byte[]... rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] row : rows) {
            all.writeBytes(row);
        }
        return all.toByteArray();
    }

    private static byte[] ask(String id, String decision, long turn, boolean deleted) {
        AskRow row = AskRow.newBuilder()
                .setProgramId("spring")
                .setUserId("ana")
                .setAskId(id)
                .setDecision(decision)
                .setReason("")
                .setMilestoneId("bought")
                .setOccurrence("1")
                .setVersion(3)
                .setCategory("")
                .setExperimentId("")
                .setArm("")
                .setGuardValues(Map.of())
                .setMilestoneTime(Instant.ofEpochMilli(7))
                .setDecidedAt(Instant.ofEpochMilli(8))
                .setKnownAt(Instant.ofEpochMilli(8))
                .setSendAt(Instant.ofEpochMilli(9))
                .setChannel("email")
                .setTemplate("t")
                .setCauseEventId("e")
                .setLateCorrection(false)
                .setValueMinor(1_250L)
                .setCurrency("USD")
                .setReferralCode("ANA1")
                .setTurn(turn)
                .setValue(new BigDecimal("200.5"))
                .setValueField("value")
                .build();
        return RowEncoder.of(AskRow.getClassSchema()).encode(row, 5, deleted).bytes();
    }

    @Test
    void aCancelledCommitEndsAtOnceWhileKafkaIsAway() throws Exception {
        RetryingInserter commit = TestSink.retrying(
                new ToldTopics(new ScriptedInserter(), "127.0.0.1:" + freePort(), Duration.ofMinutes(5)),
                new SimpleCounter(),
                Thread::sleep);
        Thread task = Thread.currentThread();
        CompletableFuture<Void> cancelled = CompletableFuture.runAsync(
                task::interrupt, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS));

        assertThatThrownBy(() -> commit.insert("dead_letters", new byte[0], letter("a", 1, false), "t"))
                .isInstanceOf(InterruptedException.class);
        cancelled.join();
        commit.close();
    }

    private static List<ConsumerRecord<byte[], byte[]>> told(EmbeddedKafka kafka, String topic) {
        TopicPartition partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> told = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(told::add);
            }
        }
        return told;
    }

    private static byte[] letter(String origin, long revision, boolean deleted) {
        DeadLetterRow row = new DeadLetterRow(
                "late:" + origin, "late", "", "purchases", origin, -1, 1L, "e", null, Instant.EPOCH, "{}");
        return RowEncoder.of(DeadLetterRow.getClassSchema())
                .encode(row, revision, deleted)
                .bytes();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
