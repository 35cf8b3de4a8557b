package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive, a rebuild from it, and the way back of dead letters, on a running stack. */
class RebuildIT {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String[] VIEWS = {
        "events", "touches", "identities", "bindings", "conversions", "credits", "journey", "dead_letters"
    };

    @TempDir
    private Path folder;

    @Test
    void aRebuildBesideALiveStackShowsTheSameAndTheStackGoesOnFromIt() throws Exception {
        Shell up = new Shell(folder.resolve("home"));
        Shell other = new Shell(folder.resolve("home"));
        Path data = up.home().data().toAbsolutePath();
        // Whose archive it is says which warehouse is rebuilt.
        String[] rebuild = {"backfill", "--events", data.resolve("archive").toString()};
        CompletableFuture<Integer> running = start(up);
        until(running, () -> RunFile.running(up.home()).isPresent());
        String kafka = RunFile.running(up.home()).orElseThrow().kafka();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        send(other, now);
        garbage(kafka);
        // 40 signups, 40 orders, 80 clicks; of these one order twice, one again with another amount, one too late.
        until(running, () -> ask(other, "SELECT count() FROM events").equals("160\n"));
        until(
                running,
                () -> ask(other, "SELECT reason, count() FROM dead_letters GROUP BY 1 ORDER BY 1")
                        .equals("conflicting_duplicate\t1\nlate\t1\nundecodable\t2\n"));
        Map<String, String> live = views(other);
        assertThat(live.get("credits")).doesNotStartWith("0\t");

        assertThat(told(kafka)).as("the topic has each dead letter").isEqualTo(ids(other));

        // Beside the running stack.
        assertThat(other.run(rebuild)).as(other.err()).isZero();
        assertThat(other.err()).contains("the archive of the stack on " + data);
        assertThat(views(other)).isEqualTo(live);
        assertThat(generations(other)).isEqualTo("2\t2\n");
        Path more =
                Files.writeString(folder.resolve("purchases-more.jsonl"), order("p-more", "u1", Instant.now(), 777));
        assertThat(other.run("send", more.toString())).as(other.err()).isZero();
        until(
                running,
                () -> ask(other, "SELECT count() FROM conversions WHERE amount_minor = 777")
                        .equals("1\n"));
        Map<String, String> after = views(other);
        stop(up, running);

        // At rest; and the stack goes on from either.
        assertThat(other.run(rebuild)).as(other.err()).isZero();
        assertThat(other.out()).contains("Warehouse: " + data.resolve("warehouse"));
        assertThat(other.home().last()).contains(data.resolve("warehouse").toString());
        assertThat(views(other)).isEqualTo(after);
        assertThat(generations(other)).isEqualTo("3\t3\n");
        Shell again = new Shell(folder.resolve("home"));
        running = start(again);
        until(running, () -> again.out().contains("from the last checkpoint"));
        Files.writeString(more, order("p-last", "u2", Instant.now(), 888));
        assertThat(other.run("send", more.toString())).as(other.err()).isZero();
        until(
                running,
                () -> ask(other, "SELECT count() FROM conversions WHERE amount_minor IN (777, 888)")
                        .equals("2\n"));
        assertThat(generations(other)).isEqualTo("3\t3\n");
        stop(again, running);
        beginsWithoutWhatOnlyTheArchiveHolds(other, data);
    }

    /** The state is gone, and an order is in no topic: its refund would be of an order that nobody knows. */
    private void beginsWithoutWhatOnlyTheArchiveHolds(Shell other, Path data) throws Exception {
        Path archive = data.resolve("archive");
        Instant then = Instant.now().minus(Duration.ofDays(2)).truncatedTo(ChronoUnit.MILLIS);
        Files.writeString(
                archive.resolve("purchases-of-before.jsonl"), received(order("p-old", "u9", then, 5_000), then));
        Home.delete(StackState.checkpoints(data));
        for (int i = 0; i < 2; i++) {
            assertThat(other.run("up")).isEqualTo(ExitCode.FIGURES_DIFFER);
            assertThat(other.err())
                    .contains(
                            "purchases-of-before.jsonl",
                            "./milepost backfill --events " + archive + " --warehouse " + data.resolve("warehouse"));
        }
        Path link = Files.createSymbolicLink(folder.resolve("link"), data.resolve("warehouse"));
        String[] rebuild = {"backfill", "--events", archive.toString(), "--warehouse", link.toString()};
        assertThat(other.run(rebuild)).as(other.err()).isZero();

        Shell up = new Shell(folder.resolve("home"));
        CompletableFuture<Integer> running = start(up);
        until(running, () -> up.out().contains("from the last checkpoint"));
        Path refund = Files.writeString(
                folder.resolve("purchases-refund.jsonl"),
                order("p-back", "u9", Instant.now(), 2_000)
                        .replace("op-back", "op-old")
                        .replace("ORDER", "REFUND"));
        assertThat(other.run("send", refund.toString())).as(other.err()).isZero();
        until(
                running,
                () -> ask(other, "SELECT count() FROM events WHERE event_id = 'p-back'")
                        .equals("1\n"));
        until(
                running,
                () -> ask(other, "SELECT amount_minor FROM conversions WHERE order_id = 'op-old'")
                        .equals("3000\n"));
        assertThat(generations(other)).as("a refused start takes none").isEqualTo("4\t4\n");
        assertThat(other.run("reconcile")).as(other.out()).isZero();
        stop(up, running);
        hidesNoLetterWhoseRecordIsLost(other, archive, link);
    }

    private void hidesNoLetterWhoseRecordIsLost(Shell shell, Path archive, Path warehouse) throws Exception {
        Path without = Files.createDirectories(folder.resolve("without"));
        for (Path file : Home.children(archive)) {
            String name = file.getFileName().toString();
            if (!name.startsWith(".") && !name.contains("-refused-")) {
                Files.copy(file, without.resolve(name));
            }
        }
        String[] rebuild = {"backfill", "--events", without.toString(), "--warehouse", warehouse.toString()};
        String letters = ids(shell);
        // At least the one of the order that came too late: later ones came to its partition.
        assertThat(letters).contains("late:purchases");
        assertThat(shell.run(rebuild)).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).containsPattern("shows [123] dead letters? of records that .*purchases\\[\\d]@");
        assertThat(ids(shell)).isEqualTo(letters);
        String[] replace = {rebuild[0], rebuild[1], rebuild[2], rebuild[3], rebuild[4], "--replace"};
        assertThat(shell.run(replace)).as(shell.err()).isZero();
        assertThat(shell.err())
                .containsPattern("No longer shown, because .* lacks their records: [123] dead letters? \\(purchases");
        assertThat(ids(shell)).doesNotContain("late:purchases");
    }

    @Test
    void aMendedRecordGoesBackInAndStaysOffTheListThroughARebuild() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path events = Files.createDirectories(folder.resolve("events"));
        Instant then = Instant.parse("2026-01-05T10:00:00Z");
        Files.writeString(
                events.resolve("purchases.jsonl"),
                order("p1", "u1", then, 100)
                        + received(order("p2", "u1", then, -5), then.plusSeconds(7))
                        + received(order("p3", "u1", then, 300), then.plus(Duration.ofHours(30)))
                        + "nonsense\n");
        String[] backfill = {"backfill", "--events", events.toString()};
        assertThat(shell.run(backfill)).as(shell.err()).isZero();

        assertThat(shell.run("dead-letters", "list")).isZero();
        assertThat(shell.out()).contains("invalid:purchases.jsonl:2", "late:purchases.jsonl:3", "3 dead letters");
        assertThat(shell.run("dead-letters", "list", "--reason", "late")).isZero();
        assertThat(shell.out()).contains("1 dead letter").doesNotContain("invalid:");
        assertThat(shell.run("dead-letters", "show", "invalid:purchases.jsonl:2"))
                .isZero();
        assertThat(shell.out()).contains("amount_minor", "\"order_id\" : \"op2\"", "purchases.jsonl:2");
        assertThat(shell.run("dead-letters", "list", "--lines")).isZero();
        List<String> lines = shell.out().lines().toList();
        String invalid = line(lines, "invalid:");
        String late = line(lines, "late:");
        Path mended = folder.resolve("mended.jsonl");
        String archive = events.toString();

        // As they were they would be dead letters again; then nothing is done at all.
        Files.writeString(mended, invalid.replace("-5", "500") + "\n" + late + "\n");
        assertThat(shell.run("dead-letters", "replay", mended.toString(), "--archive", archive))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("mended.jsonl, line 2: late").contains("Nothing was replayed");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("3\n");

        // Nor may it take what an event has that counts, or go in twice.
        String good = invalid.replace("-5", "500");
        for (Map.Entry<String, String> wrong : Map.of(
                        good + "\n" + good.replace("\"op2\"", "\"op9\"").replace("\"p2\"", "\"p9\""),
                        "mended.jsonl, line 2: field dead_letter_id",
                        good.replace("\"p2\"", "\"p1\""),
                        "mended.jsonl, line 1: field event_id: p1 of u1 is that of an event that counts",
                        good.replace("\"op2\"", "\"op1\""),
                        "mended.jsonl, line 1: field order_id: op1 of u1 is sold already, by event p1")
                .entrySet()) {
            Files.writeString(mended, wrong.getKey() + "\n");
            assertThat(shell.run("dead-letters", "replay", mended.toString(), "--archive", archive))
                    .as(wrong.getKey())
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains(wrong.getValue()).contains("Nothing was replayed");
        }

        Files.writeString(mended, good + "\n");
        assertThat(shell.run("dead-letters", "replay", mended.toString(), "--archive", archive))
                .as(shell.err())
                .isZero();
        assertThat(shell.out()).contains("1 record to the archive").contains("next rebuild");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("2\n");
        assertThat(shell.run("dead-letters", "replay", mended.toString(), "--archive", archive))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("replayed already");

        assertThat(shell.run(backfill)).as(shell.err()).isZero();
        assertThat(ask(
                        shell,
                        "SELECT event_id, amount_minor, toUnixTimestamp64Milli(received_at) FROM events ORDER BY 1"))
                .isEqualTo("p1\t100\t" + then.toEpochMilli() + "\np2\t500\t" + (then.toEpochMilli() + 7_000) + "\n");
        assertThat(ask(shell, "SELECT reason FROM dead_letters ORDER BY 1")).isEqualTo("late\nundecodable\n");

        // What the folder lacks is refused, and hidden only where that is asked for.
        Files.writeString(events.resolve("purchases.jsonl"), order("p1", "u1", then, 100));
        try (Stream<Path> files = Files.list(events)) {
            Files.delete(files.filter(path -> path.toString().contains("replayed"))
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(shell.run(backfill)).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("--replace");
        assertThat(ask(shell, "SELECT count() FROM events")).isEqualTo("2\n");
        // As many, but others.
        Files.writeString(events.resolve("purchases.jsonl"), order("p1", "u1", then, 100) + order("p9", "u1", then, 9));
        assertThat(shell.run(backfill)).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("what is shown has not changed");
        assertThat(ask(shell, "SELECT event_id FROM events ORDER BY 1")).isEqualTo("p1\np2\n");
        assertThat(shell.run("backfill", "--events", events.toString(), "--replace"))
                .as(shell.err())
                .isZero();
        assertThat(shell.err()).contains("No longer shown: 2 dead letters whose records");
        assertThat(ask(shell, "SELECT event_id FROM events ORDER BY 1")).isEqualTo("p1\np9\n");

        // Another record in the same line of a file of the same name is another's letter.
        Files.writeString(
                events.resolve("purchases.jsonl"),
                order("p1", "u1", then, 100) + received(order("p4", "u4", then, -7), then.plusSeconds(7)));
        assertThat(shell.run("backfill", "--events", events.toString(), "--replace"))
                .as(shell.err())
                .isZero();
        assertThat(ask(shell, "SELECT dead_letter_id, event_id FROM dead_letters"))
                .isEqualTo("invalid:purchases.jsonl:2\tp4\n");
    }

    @Test
    void aPurchaseThatAttributionRefusedComesBackWholeAndCountsOnceMended() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        Path events = Files.createDirectories(folder.resolve("events"));
        Instant then = Instant.parse("2026-01-05T10:00:00Z");
        String first = order("p1", "u1", then, 100);
        String again = order("p2", "u1", then.plusSeconds(60), 250)
                .replace("op2", "op1")
                .replace("{}}", "{\"till\":\"7\"},\"mrr_minor\":12,\"payment_hash\":\"h\"}");
        Files.writeString(events.resolve("purchases.jsonl"), first + again);
        String[] backfill = {"backfill", "--events", events.toString()};
        assertThat(shell.run(backfill)).as(shell.err()).isZero();

        assertThat(shell.run("dead-letters", "list", "--reason", "duplicate_order", "--lines"))
                .isZero();
        String line = line(shell.out().lines().toList(), "duplicate_order:");
        assertThat(line).contains("\"mrr_minor\":12", "\"payment_hash\":\"h\"", "\"till\":\"7\"");
        Path mended = Files.writeString(folder.resolve("mended.jsonl"), line.replace("\"op1\"", "\"op2\""));
        String[] replay = {"dead-letters", "replay", mended.toString(), "--archive", events.toString()};
        // The event of that id stays what it is: with other content it would be a conflict.
        assertThat(shell.run(replay)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("p2 is an event already").contains("event_id of its own");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("1\n");

        Files.writeString(
                mended,
                line.replace("\"op1\"", "\"op2\"").replace("\"event_id\":\"p2\"", "\"event_id\":\"p2-mended\""));
        assertThat(shell.run(replay)).as(shell.err()).isZero();
        assertThat(shell.out()).contains("1 record to the archive");
        assertThat(shell.run(backfill)).as(shell.err()).isZero();
        assertThat(ask(shell, "SELECT order_id, amount_minor FROM conversions ORDER BY 1"))
                .isEqualTo("op1\t100\nop2\t250\n");
        assertThat(ask(shell, "SELECT count() FROM dead_letters")).isEqualTo("0\n");
    }

    @Test
    void aMendedRecordOfTodayGoesThroughItsTopic() throws Exception {
        Shell up = new Shell(folder.resolve("home"));
        Shell other = new Shell(folder.resolve("home"));
        CompletableFuture<Integer> running = start(up);
        until(running, () -> RunFile.running(up.home()).isPresent());
        garbage(RunFile.running(up.home()).orElseThrow().kafka());
        until(running, () -> ask(other, "SELECT count() FROM dead_letters").equals("2\n"));
        assertThat(other.run("dead-letters", "list", "--lines")).isZero();
        String bytes = line(other.out().lines().toList(), "undecodable:");
        Path mended = Files.writeString(folder.resolve("mended.jsonl"), bytes + "\n");
        assertThat(other.run("dead-letters", "replay", mended.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(other.err()).contains("bytes that nobody could read");

        String id = bytes.substring(0, bytes.indexOf(",\"base64\""));
        Files.writeString(
                mended, id + "," + order("p1", "u1", Instant.now(), 321).substring(1));
        assertThat(other.run("dead-letters", "replay", mended.toString()))
                .as(other.err())
                .isZero();
        assertThat(other.out()).contains("1 record to its topic");
        until(running, () -> ask(other, "SELECT amount_minor FROM conversions").equals("321\n"));
        assertThat(ask(other, "SELECT count() FROM dead_letters")).isEqualTo("1\n");
        stop(up, running);
    }

    private void send(Shell shell, Instant now) throws Exception {
        StringBuilder clicks = new StringBuilder();
        StringBuilder signups = new StringBuilder();
        StringBuilder orders = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            clicks.append(
                    click("c" + i, "a" + i, "", now.minusSeconds(600 + i), "https://shop.example/?utm_medium=email"));
            // Late in order, not in time: it moves to its user afterwards.
            clicks.append(click("d" + i, "a" + i, "u" + i, now.minusSeconds(300 + i), "https://shop.example/"));
            signups.append(signup("s" + i, "u" + i, "a" + i, now.minusSeconds(200 + i)));
            orders.append(order("p" + i, "u" + i, now.minusSeconds(100 - i), 1_000 + i));
        }
        orders.append(order("p0", "u0", now.minusSeconds(100), 1_000));
        orders.append(order("p1", "u1", now.minusSeconds(99), 5));
        orders.append(order("old", "u1", now.minus(Duration.ofHours(30)), 5));
        Path purchases = Files.writeString(folder.resolve("purchases.jsonl"), orders);
        Path signup = Files.writeString(folder.resolve("signups.jsonl"), signups);
        Path click = Files.writeString(folder.resolve("clickstream.jsonl"), clicks);
        // Backwards: orders before the signups and clicks that they rest on.
        assertThat(shell.run("send", purchases.toString(), signup.toString(), click.toString()))
                .as(shell.err())
                .isZero();
    }

    private static void garbage(String kafka) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String text : List.of("no record", "{}")) {
                producer.send(new ProducerRecord<>("purchases", text.getBytes(StandardCharsets.UTF_8)))
                        .get();
            }
        }
    }

    /** The keys of the topic, and how many records each has. */
    private static String told(String kafka) {
        TreeMap<String, Integer> keys = new TreeMap<>();
        TopicPartition partition = new TopicPartition("dead-letters", 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    keys.merge(new String(record.key(), StandardCharsets.UTF_8), 1, Integer::sum);
                }
            }
        }
        StringBuilder lines = new StringBuilder();
        keys.keySet().forEach(key -> lines.append(key).append('\n'));
        return lines.toString();
    }

    private static String ids(Shell shell) {
        return ask(shell, "SELECT dead_letter_id FROM dead_letters ORDER BY 1");
    }

    private static String generations(Shell shell) {
        String generation = "intDiv(revision, 1099511627776)";
        return ask(shell, "SELECT min(" + generation + "), max(" + generation + ") FROM events");
    }

    private static String line(List<String> lines, String of) {
        return lines.stream().filter(line -> line.contains(of)).findFirst().orElseThrow();
    }

    private static Map<String, String> views(Shell shell) {
        String all = Stream.of(VIEWS)
                .map(view -> "SELECT '" + view + "', count(), sum(cityHash64(*)) FROM (SELECT * EXCEPT revision FROM "
                        + view + ")")
                .collect(Collectors.joining(" UNION ALL "));
        Map<String, String> views = new TreeMap<>();
        ask(shell, all).lines().map(line -> line.split("\t", 2)).forEach(view -> views.put(view[0], view[1]));
        assertThat(views).containsOnlyKeys(VIEWS);
        return views;
    }

    private static CompletableFuture<Integer> start(Shell shell) {
        return CompletableFuture.supplyAsync(() -> shell.run("up"));
    }

    private static void stop(Shell shell, CompletableFuture<Integer> running) throws Exception {
        shell.stop();
        assertThat(running.get(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as(shell.err())
                .isZero();
    }

    private static void until(CompletableFuture<Integer> running, BooleanSupplier condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        while (!condition.getAsBoolean()) {
            assertThat(running).as("the stack runs").isNotDone();
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
    }

    private static String ask(Shell shell, String sql) {
        assertThat(shell.run("sql", sql, "--format", "TabSeparated"))
                .as(shell.err())
                .isZero();
        return shell.out();
    }

    private static String received(String line, Instant at) {
        return line.replace("}}\n", "},\"received_at\":\"" + at + "\"}\n");
    }

    private static String click(String id, String anonymous, String user, Instant time, String url) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"anonymous_id\":\"" + anonymous + "\","
                + (user.isEmpty() ? "" : "\"user_id\":\"" + user + "\",") + "\"name\":\"page_view\",\"url\":\"" + url
                + "\",\"properties\":{}}\n";
    }

    private static String signup(String id, String user, String anonymous, Instant time) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"anonymous_id\":\"" + anonymous + "\",\"marketing_consent\":true,\"properties\":{}}\n";
    }

    private static String order(String id, String user, Instant time, long amount) {
        return "{\"event_id\":\"" + id + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"order_id\":\"o" + id + "\",\"kind\":\"ORDER\",\"amount_minor\":" + amount
                + ",\"currency\":\"USD\",\"properties\":{}}\n";
    }
}
