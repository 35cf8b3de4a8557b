package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Topics;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.WireException;
import dev.milepost.schemas.event.FraudVerdict;
import dev.milepost.schemas.row.FraudCaseRow;
import dev.milepost.schemas.topic.Ask;
import dev.milepost.schemas.topic.LedgerEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a messaging tool and finance hear of a stack that is killed again and again: all of it, and nothing else. */
class ToldOutsideIT {

    private static final int USERS = 30;
    private static final int ROUNDS = 3;

    private static final String PROGRAM = """
            program: spring
            version: 1
            valid_from: 2026-01-01T00:00:00Z
            currency: USD
            asks:
              - id: bought
                on: {event: order}
                channel: email
                template: bought
                experiment:
                  id: timing
                  salt: s1
                  horizon: 30d
                  holdout: 0.4
                  arms: {now: {share: 0.3}, later: {share: 0.3, delay: 2s, channel: in_app}}
            rewards:
              - id: ordered
                on: {event: order}
                per: referral
                fire: once
                effects: [{to: advocate, kind: cash, amount: 10.00, hold: 30d}]
            review: {risk_over: 0.3, block_over: 0.9, on_timeout: void, after: 45d}
            """;

    private final Wire wire = new Wire();

    @TempDir
    private Path folder;

    private Shell shell;
    private Path data;

    @Test
    void everyAskAndEntryOfTheViewsIsToldAcrossKillsAndNobodyWhoIsHeldOut() throws Exception {
        shell = new Shell(ChildCommand.home(folder));
        data = shell.home().data().toAbsolutePath();
        Files.writeString(Files.createDirectories(folder.resolve("programs")).resolve("spring.yaml"), PROGRAM);
        for (int round = 1; round <= ROUNDS; round++) {
            int of = round;
            try (ChildCommand stack = up()) {
                if (round == 1) {
                    send("clickstream", i -> code(i));
                    send("signups", i -> signup(i));
                    stack.until(() -> ask(shell, "SELECT count() FROM events").equals(2 * USERS + "\n"));
                }
                send("purchases", i -> order(of, i));
                int told = USERS * (round - 1);
                // Some have left, and not all: the kill is in the middle of it.
                stack.until(() -> count("asks") > told);
                stack.kill();
            }
        }
        try (ChildCommand stack = up()) {
            stack.until(() -> count("asks") == ROUNDS * USERS
                    && ask(shell, "SELECT uniqExact(reward_id) FROM ledger").equals((USERS - 1) + "\n"));
            stack.until(
                    () -> told(Topics.ASKS, Ask.class).keySet().equals(ids("ask_id", "asks WHERE decision = 'asked'")));
            stack.until(() -> told(Topics.LEDGER, LedgerEntry.class).keySet().equals(ids("entry_id", "ledger")));
            asks();
            entries();
            verdictsAndCases(stack);
        }
    }

    private void asks() throws IOException {
        assertThat(ids("ask_id", "asks WHERE decision = 'held_out'"))
                .isNotEmpty()
                .doesNotContainAnyElementsOf(told(Topics.ASKS, Ask.class).keySet());
        List<String> messages = new ArrayList<>();
        for (Ask ask : told(Topics.ASKS, Ask.class).values()) {
            assertThat(ask.getDecision()).isEqualTo("asked");
            assertThat(ask.getTurn()).isEqualTo(1);
            assertThat(ask.getReferralCode()).isEqualTo("CODE-" + ask.getUserId());
            assertThat(ask.getLink()).isEqualTo("https://shop.example/r/CODE-" + ask.getUserId());
            messages.add(String.join(
                    "\t",
                    ask.getAskId(),
                    ask.getUserId(),
                    ask.getMilestoneId(),
                    ask.getArm(),
                    ask.getChannel(),
                    millis(ask.getMilestoneTime()),
                    millis(ask.getSendAt()),
                    Long.toString(ask.getValueMinor()),
                    ask.getCurrency()));
        }
        assertThat(String.join("\n", messages) + "\n")
                .isEqualTo(ask(
                        shell,
                        "SELECT ask_id, user_id, milestone_id, arm, channel, toUnixTimestamp64Milli(milestone_time),"
                                + " toUnixTimestamp64Milli(assumeNotNull(send_at)), value_minor, currency FROM asks"
                                + " WHERE decision = 'asked' ORDER BY ask_id"));
    }

    private void entries() throws IOException {
        List<String> messages = new ArrayList<>();
        for (LedgerEntry entry : told(Topics.LEDGER, LedgerEntry.class).values()) {
            messages.add(String.join(
                    "\t",
                    entry.getEntryId(),
                    entry.getRewardId(),
                    entry.getBeneficiaryId(),
                    entry.getStep(),
                    Long.toString(entry.getAmountMinor()),
                    millis(entry.getEffectiveAt())));
        }
        assertThat(String.join("\n", messages) + "\n")
                .isEqualTo(ask(
                        shell,
                        "SELECT entry_id, reward_id, beneficiary_id, step, amount_minor,"
                                + " toUnixTimestamp64Milli(effective_at) FROM ledger ORDER BY entry_id"));
    }

    /** The topic of verdicts is a stream too: the job must not read back what it has told there, whatever killed it meanwhile. */
    private void verdictsAndCases(ChildCommand stack) throws Exception {
        assertThat(count("fraud_verdicts")).isGreaterThanOrEqualTo(USERS - 1);
        stack.until(() ->
                told(Topics.FRAUD_VERDICTS, FraudVerdict.class).keySet().equals(ids("verdict_id", "fraud_verdicts")));
        List<String> messages = new ArrayList<>();
        for (FraudVerdict verdict :
                told(Topics.FRAUD_VERDICTS, FraudVerdict.class).values()) {
            messages.add(String.join(
                    "\t",
                    verdict.getVerdictId(),
                    verdict.getEventId(),
                    verdict.getReferralId(),
                    millis(verdict.getEventTime()),
                    verdict.getAssessedFor(),
                    verdict.getScore().toPlainString(),
                    String.join(" ", verdict.getCodes())));
        }
        assertThat(String.join("\n", messages) + "\n")
                .isEqualTo(ask(
                        shell,
                        "SELECT verdict_id, verdict_id, referral_id, toUnixTimestamp64Milli(decided_at), assessed_for,"
                                + " toDecimalString(score, 6), arrayStringConcat(codes, ' ') FROM fraud_verdicts"
                                + " ORDER BY verdict_id"));
        stack.until(() -> told(Topics.FRAUD_CASES, FraudCaseRow.class)
                .keySet()
                .containsAll(ids("concat(case_id, ' ', toString(audit_events))", "fraud_cases")));
        assertThat(ask(shell, "SELECT count() FROM events WHERE stream = 'fraud-verdicts'"))
                .isEqualTo("0\n");
        assertThat(ask(shell, "SELECT count() FROM dead_letters WHERE stream = 'fraud-verdicts'"))
                .isEqualTo("0\n");
    }

    private static String millis(Instant time) {
        return Long.toString(time.toEpochMilli());
    }

    private ChildCommand up() throws Exception {
        ChildCommand stack = ChildCommand.start(
                folder, "up", "--programs", "programs", "--set", "code.link=https://shop.example/r/");
        stack.until(() ->
                RunFile.running(data).filter(run -> run.pid() == stack.pid()).isPresent());
        return stack;
    }

    private int count(String view) {
        return Integer.parseInt(ask(shell, "SELECT count() FROM " + view).strip());
    }

    private Set<String> ids(String id, String of) {
        return Arrays.stream(ask(shell, "SELECT " + id + " FROM " + of).split("\n", -1))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a topic holds by id; a message that comes again has the same bytes and key. */
    private <T extends SpecificRecord> Map<String, T> told(String topic, Class<T> type) {
        String kafka = RunFile.running(data).orElseThrow().kafka();
        TreeMap<String, T> told = new TreeMap<>();
        Map<String, byte[]> bytes = new TreeMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    T message = type.cast(decode(record.value()));
                    String id = id(topic, message);
                    String key = message.get(message.getSchema()
                                    .getField(Topics.named(topic).keyField())
                                    .pos())
                            .toString();
                    assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(key);
                    byte[] before = bytes.putIfAbsent(id, record.value());
                    assertThat(record.value()).as(id).isEqualTo(before == null ? record.value() : before);
                    told.put(id, message);
                }
            }
        }
        return told;
    }

    /** What its readers tell repeats by. */
    private static String id(String topic, SpecificRecord message) {
        return switch (topic) {
            case Topics.ASKS -> ((Ask) message).getAskId();
            case Topics.LEDGER -> ((LedgerEntry) message).getEntryId();
            case Topics.FRAUD_VERDICTS -> ((FraudVerdict) message).getVerdictId();
            default -> ((FraudCaseRow) message).getCaseId() + " " + ((FraudCaseRow) message).getAuditEvents();
        };
    }

    private SpecificRecord decode(byte[] bytes) {
        try {
            return wire.decode(bytes);
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    private void send(String stream, Function<Integer, String> line) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < USERS; i++) {
            lines.append(line.apply(i)).append('\n');
        }
        Path file = Files.writeString(folder.resolve(stream + ".jsonl"), lines);
        assertThat(shell.run("send", file.toString())).as(shell.err()).isZero();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private static String code(int user) {
        return "{\"event_id\":\"c" + user + "\",\"event_time\":\"" + now() + "\",\"anonymous_id\":\"a" + user
                + "\",\"user_id\":\"u" + user + "\",\"name\":\"referral_code_created\",\"referral_code\":\"CODE-u"
                + user
                + "\",\"properties\":{\"program\":\"spring\"}}";
    }

    /** Each but the first is referred by the one before, whose own signup has to be earlier. */
    private static String signup(int user) {
        return "{\"event_id\":\"s" + user + "\",\"event_time\":\"" + now().plusMillis(user) + "\",\"user_id\":\"u"
                + user + "\","
                + (user == 0 ? "" : "\"referral_code\":\"CODE-u" + (user - 1) + "\",")
                + "\"marketing_consent\":true,\"properties\":{}}";
    }

    private static String order(int round, int user) {
        String id = round + "-" + user;
        return "{\"event_id\":\"p" + id + "\",\"event_time\":\"" + now() + "\",\"user_id\":\"u" + user
                + "\",\"order_id\":\"o" + id + "\",\"kind\":\"ORDER\",\"amount_minor\":" + (1_000 * round + user)
                + ",\"currency\":\"USD\",\"properties\":{}}";
    }
}
