package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.source.EventTopics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which dead letters a replay takes off the list, and which stay because their record would have no effect. */
class ReplayIT {

    private static final String THEN = "2026-01-05T10:00:00Z";
    private static final int MANY = 5_000;

    @TempDir
    private Path folder;

    private Shell shell;
    private Path events;

    @BeforeEach
    void start() throws IOException {
        shell = new Shell(folder.resolve("home"));
        events = Files.createDirectories(folder.resolve("events"));
    }

    @Test
    void whatWasRefusedAfterItWasTakenInNeedsAnEventIdOfItsOwn() throws Exception {
        write("reviews", review("w1", ""));
        write("payouts", payout("y1"));
        backfill();
        assertThat(ask(shell, "SELECT reason FROM dead_letters ORDER BY 1"))
                .isEqualTo("payout_refused\nreview_unresolved\n");

        List<String> lines = lines();
        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("base64"));
        String unresolved = line(lines, "review_unresolved:");
        String unpaid = line(lines, "payout_refused:");
        assertThat(unpaid).endsWith("," + payout("y1").substring(1).strip());
        assertThat(ask(
                        shell,
                        "SELECT origin, origin_partition, origin_position FROM dead_letters WHERE stream = 'payouts'"))
                .isEqualTo("payouts.jsonl\t-1\t1\n");
        String whole = unresolved.replaceFirst("\"referral_ids\":\\[]", "\"referral_ids\":[\"f1\"]");
        assertThat(whole).contains("\"f1\"");
        for (String line : List.of(unresolved, unpaid, whole, unpaid.replace(":2000,", ":1999,"))) {
            assertThat(replay(line)).as(line).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains("is an event already", "an event_id of its own", "Nothing was replayed");
        }
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("2\n");

        assertThat(replay(whole.replace("\"w1\"", "\"w2\""))).as(shell.err()).isZero();
        assertThat(ask(shell, "SELECT reason FROM dead_letters")).isEqualTo("payout_refused\n");
        backfill();
        assertThat(ask(shell, "SELECT event_id FROM events WHERE stream = 'reviews' ORDER BY 1"))
                .isEqualTo("w1\nw2\n");
        assertThat(ask(shell, "SELECT reason FROM dead_letters")).isEqualTo("payout_refused\n");
    }

    /** Filed in the archive it would be known before the first event, and hold for what was decided without it. */
    @Test
    void aVersionOfAProgramIsAppliedAnewAndNotReplayed() throws Exception {
        write("purchases", order(0, "1"));
        write(
                "programs",
                "{\"event_id\":\"v1\",\"event_time\":\"" + THEN + "\",\"program_version\":\"spring@1\","
                        + "\"program_id\":\"spring\",\"version\":-1,\"valid_from\":\"" + THEN
                        + "\",\"file_name\":\"s.yaml\","
                        + "\"text\":\"program: spring\\nversion: 1\\nvalid_from: " + THEN
                        + "\\n\",\"applied_by\":\"ann\"}\n");
        backfill();
        String id = ask(shell, "SELECT dead_letter_id FROM dead_letters").strip();
        assertThat(id).startsWith("invalid:programs");
        assertThat(lines()).isEmpty();
        assertThat(shell.err()).contains("1 dead letter of programs left out", "./milepost program apply");
        String payload =
                ask(shell, "SELECT payload FROM dead_letters FORMAT TSVRaw").strip();
        String mended = payload.substring(1).replace("\"version\":-1", "\"version\":1");
        assertThat(replay("{\"dead_letter_id\":\"" + id + "\"," + mended)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("./milepost program apply", "Nothing was replayed");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("1\n");
        assertThat(Home.children(events)).hasSize(2);
    }

    /** Filed all the same it would have the next rebuild refused. */
    @Test
    void aVerdictGoesBackInOnlyWhereVerdictsAreRead() throws Exception {
        write("purchases", order(0, "1"));
        write(
                "fraud-verdicts",
                "{\"event_id\":\"v1\",\"event_time\":\"" + THEN + "\",\"verdict_id\":\"v1\",\"referral_id\":\"f1\","
                        + "\"program_id\":\"spring\",\"advocate_id\":\"ada\",\"referee_id\":\"bob\",\"score\":7}\n");
        backfill();
        String mended = lines().get(0).replace("\"score\":7", "\"score\":0.7");
        assertThat(replay(mended)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("mended.jsonl: Milepost judges referrals itself");
        assertThat(lines()).hasSize(1);
        assertThat(shell.run(
                        "dead-letters",
                        "replay",
                        folder.resolve("mended.jsonl").toString(),
                        "--archive",
                        events.toString(),
                        "--set",
                        "fraud.own_verdicts=false"))
                .as(shell.err())
                .isZero();
        assertThat(lines()).isEmpty();
    }

    @Test
    void whatAreNoLinesIsRefusedWithTheFileAndTheLine() throws Exception {
        write("purchases", order(0, "-5"));
        backfill();
        String line = lines().get(0).replace("-5", "7");
        assertThat(shell.run("dead-letters", "replay", folder.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(folder + " is a folder");
        Path none = folder.resolve("none.jsonl");
        assertThat(shell.run("dead-letters", "replay", none.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("There is no file " + none + ": check the path.");
        assertThat(replay("\n ")).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("mended.jsonl has no line");
        Path mended = folder.resolve("mended.jsonl");
        Files.write(mended, (line + "\n\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(shell.run("dead-letters", "replay", mended.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("mended.jsonl, line 2: not UTF-8").contains("Nothing was replayed");
        assertThat(replay(line + "\r\n")).as(shell.err()).isZero();
    }

    @Test
    void aReplayThatBrokeOffBeforeItWasNotedIsDoneAgain() throws Exception {
        write("purchases", order(0, "1") + order(1, "-5"));
        write("reviews", review("w1", ""));
        backfill();
        List<String> lines = lines();
        String order = line(lines, "invalid:").replace("-5", "7");
        String review = line(lines, "review_unresolved:")
                .replaceFirst("\"referral_ids\":\\[]", "\"referral_ids\":[\"f1\"]")
                .replace("\"w1\"", "\"w2\"");
        // Filed, and rebuilt from, but not noted.
        write("purchases-filed", order.replaceFirst("\"dead_letter_id\":\"[^\"]*\",", "") + "\n");
        write("reviews-filed", review.replaceFirst("\"dead_letter_id\":\"[^\"]*\",", "") + "\n");
        backfill();
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("2\n");
        assertThat(replay(order + "\n" + review)).as(shell.err()).isZero();
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("0\n");
    }

    @Test
    void aStackThatRunsBesideHasNoShareInAnotherWarehousesRecords() throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        write("purchases", order(0, "-5").replace(THEN, now.toString()));
        backfill();
        String[] here = {"--warehouse", shell.home().warehouse().toString()};
        assertThat(shell.run("dead-letters", "list", "--lines", here[0], here[1]))
                .isZero();
        Path mended =
                Files.writeString(folder.resolve("mended.jsonl"), shell.out().replace("-5", "7"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(EventTopics.of(1));
            Path data = Files.createDirectories(shell.home().data());
            new RunFile(
                            ProcessHandle.current().pid(),
                            System.currentTimeMillis(),
                            "jdbc:clickhouse://127.0.0.1:1/default",
                            kafka.bootstrapServers(),
                            data.resolve("warehouse").toString(),
                            "",
                            data.resolve("archive").toString(),
                            0,
                            Set.of())
                    .write(data);
            assertThat(shell.run("dead-letters", "replay", mended.toString(), here[0], here[1]))
                    .isEqualTo(ExitCode.NOTHING_THERE);
            assertThat(shell.err()).contains("1 record of " + mended, here[1], "--bootstrap");
            assertThat(purchases(kafka)).isZero();

            String[] to = {"--bootstrap", kafka.bootstrapServers()};
            assertThat(shell.run("dead-letters", "replay", mended.toString(), here[0], here[1], to[0], to[1]))
                    .as(shell.err())
                    .isZero();
            assertThat(shell.out()).contains("1 record to its topic");
            assertThat(purchases(kafka)).isEqualTo(1);
            assertThat(shell.run("dead-letters", "list", here[0], here[1])).isZero();
            assertThat(shell.out()).contains("0 dead letters");
            RunFile.delete(data);
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void thousandsGoBackAtOnce() throws Exception {
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < MANY; i++) {
            orders.append(order(i, "-5"));
        }
        write("purchases", orders.toString());
        backfill();
        assertThat(shell.run("dead-letters", "list")).isZero();
        assertThat(shell.out()).contains("100 dead letters; there may be more");
        assertThat(shell.run("dead-letters", "list", "--lines", "--limit", "7")).isZero();
        assertThat(shell.out().lines()).hasSize(7);
        assertThat(shell.err()).contains("the last 7 dead letters; there may be more");

        List<String> mended = new ArrayList<>();
        lines().forEach(line -> mended.add(line.replace("-5", "500")));
        assertThat(mended).hasSize(MANY);
        // One of them would take another's order: none goes.
        String last = mended.get(MANY - 1);
        mended.set(MANY - 1, last.replaceFirst("\"order_id\":\"[^\"]*\"", "\"order_id\":\"o17\""));
        mended.set(MANY - 1, mended.get(MANY - 1).replaceFirst("\"user_id\":\"[^\"]*\"", "\"user_id\":\"u17\""));
        assertThat(replay(String.join("\n", mended))).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("line 5000: ", "o17 of u17 is sold already, by a line before this one");
        mended.set(MANY - 1, last);
        assertThat(replay(String.join("\n", mended))).as(shell.err()).isZero();
        assertThat(shell.out()).contains("Replayed 5,000 dead letters", "5,000 records to the archive");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("0\n");
        backfill();
        assertThat(ask(shell, "SELECT count(), sum(amount_minor) FROM conversions"))
                .isEqualTo(MANY + "\t" + 500L * MANY + "\n");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("0\n");
    }

    private static long purchases(EmbeddedKafka kafka) {
        TopicPartition partition = new TopicPartition("purchases", 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(partition)).get(partition);
        }
    }

    private void backfill() {
        assertThat(shell.run("backfill", "--events", events.toString(), "--set", "fraud.own_verdicts=false"))
                .as(shell.err())
                .isZero();
    }

    private List<String> lines() {
        assertThat(shell.run("dead-letters", "list", "--lines")).as(shell.err()).isZero();
        return shell.out().lines().toList();
    }

    private int replay(String lines) throws IOException {
        Path mended = Files.writeString(folder.resolve("mended.jsonl"), lines + "\n");
        return shell.run("dead-letters", "replay", mended.toString(), "--archive", events.toString());
    }

    private void write(String stream, String lines) throws IOException {
        Files.writeString(events.resolve(stream + ".jsonl"), lines);
    }

    private static String line(List<String> lines, String of) {
        return lines.stream().filter(line -> line.contains(of)).findFirst().orElseThrow();
    }

    private static String order(int number, String amount) {
        return "{\"event_id\":\"p" + number + "\",\"event_time\":\""
                + Instant.parse(THEN).plusSeconds(number)
                + "\",\"user_id\":\"u" + number % 500 + "\",\"order_id\":\"o" + number
                + "\",\"kind\":\"ORDER\",\"amount_minor\":" + amount + ",\"currency\":\"USD\",\"properties\":{}}\n";
    }

    private static String payout(String id) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + THEN
                + "\",\"reward_id\":\"r1\",\"program_id\":\"spring\",\"amount_minor\":2000,\"currency\":\"USD\","
                + "\"external_reference\":\"bank/77\"}\n";
    }

    private static String review(String id, String referrals) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + THEN
                + "\",\"case_id\":\"c1\",\"program_id\":\"spring\",\"advocate_id\":\"ada\",\"expected_version\":1,"
                + "\"propensity\":1,\"action\":\"APPROVE\",\"referral_ids\":[" + referrals
                + "],\"reviewer\":\"eve\"}\n";
    }
}
