package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.cli.chaos.LocalCluster;
import dev.milepost.runtime.source.NextOffsets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job on a cluster of processes goes on from the state of two rebuilds: from one with more of the past in it than the job has read,
 * and from one without Erna, who was paid. Nothing of hers is left in tables, archive and checkpoints, and all rows are those of one
 * run over everything that the archive has.
 */
class ClusterErasureIT {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration TIME_GOES_ON = Duration.ofSeconds(4);
    private static final Pattern FROM =
            Pattern.compile("--fromSavepoint (\\S+) --allowNonRestoredState\\n  --from-offsets (\\S+)\\n");
    private static final String LEDGER =
            "SELECT program_id, currency, side, step, amount_minor, effective_at, known_at, sequence FROM ledger ORDER BY ALL";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private Shell shell;
    private Path archive;
    private Path savepoints;
    private Path programs;
    private Found found;
    private LocalCluster cluster;
    private int orders;
    private int bought;

    /** Where a job starts from. */
    private record Start(String savepoint, Path offsets) {}

    @BeforeEach
    void write() throws IOException {
        shell = new Shell(folder.resolve("home"));
        archive = folder.resolve("archive");
        savepoints = folder.resolve("rebuilds");
        programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : List.of("ask-onboarding-trio.yaml", "ten-for-both.yaml", "one-five-ten.yaml")) {
            Files.copy(Path.of("../../programs").resolve(program), programs.resolve(program));
        }
        Set<String> ids = new HashSet<>(ErasureStory.IDS);
        ids.addAll(List.of("order-of-today-1", "order-of-today-2"));
        ids.addAll(ErasureStory.rewards().subList(0, 3));
        found = new Found(ids);
    }

    @Test
    void aJobGoesOnFromARebuildWithoutAUser() throws Exception {
        try (LocalCluster processes = new LocalCluster(folder.resolve("cluster"))) {
            cluster = processes;
            cluster.start("--task-managers", "1");
            cluster.run(submit());
            order(ErasureStory.ERNA, "order-of-today-1");
            buy();
            until(() -> shown() == 2);
            cluster.run("suspend");
            writeThePast();
            Start past = rebuild("backfill");
            passOver(past.offsets());
            start(past);
            buy();
            awaitShown();
            assertThat(ask(
                            shell,
                            "SELECT count() FROM rewards WHERE state = 'PAID' AND reward_id IN "
                                    + SqlTexts.tuple(ErasureStory.rewards().toArray(String[]::new))))
                    .isEqualTo("4\n");
            String ledger = ask(shell, LEDGER);
            showsWhateverItHasReadOnceItHasStopped();
            assertThat(found.inFiles(kept("savepoints")))
                    .as("the search finds what is there")
                    .isNotEmpty();
            refusesWhatLacksAnEventAndLeavesNothing();

            Path who = Files.writeString(folder.resolve("who"), ErasureStory.ERNA + "\n");
            Start erased = rebuild("erase", "--user-file", who.toString(), "--bootstrap", cluster.kafka());
            assertThat(shell.out()).contains("Erased as erased-", "none is left");
            Files.delete(who);
            assertThat(told("erasures")).singleElement().asString().startsWith("erased-");
            assertThat(found.inTables(shell)).isEmpty();
            Home.delete(kept("savepoints"));
            Home.delete(kept("checkpoints"));
            start(erased);
            order(ErasureStory.ERNA, "order-of-today-2");
            buy();
            awaitShown();
            assertThat(ask(shell, LEDGER)).isEqualTo(ledger);
            goesByItsOwnPositionWhereTheArgumentStays(erased);
            assertNothingIsLeft();
            assertAsOneRunOverEverything();
        }
    }

    /** What the job has not read: it is put into the archive. */
    private void writeThePast() throws IOException {
        Path export = folder.resolve("export");
        assertThat(shell.run("simulate", "--users", "60", "--days", "80", "--seed", "3", "--out", export.toString()))
                .isZero();
        ErasureStory.write(export);
        for (Path file : Home.children(export)) {
            if (Files.isRegularFile(file)) {
                Files.copy(file, archive.resolve(file.getFileName()));
            }
        }
    }

    /** Carries out a command that rebuilds; gives what it says of the job's next start. */
    private Start rebuild(String... command) {
        assertThat(shell.run(stopped(command)))
                .as(() -> shell.out() + shell.err())
                .isZero();
        Matcher said = FROM.matcher(shell.out());
        assertThat(said.find()).as(shell.out()).isTrue();
        return new Start(said.group(1), Path.of(said.group(2)));
    }

    private String[] stopped(String... command) {
        String[] options = {
            "--clickhouse-url", cluster.clickHouse(), "--job-is-stopped", "--savepoint", savepoints.toString()
        };
        return all(command, new String[] {"--events", archive.toString()}, options, terms());
    }

    private String[] terms() {
        String erased = "ingest.erased=" + archive.resolve(".erased.json");
        return new String[] {
            "--programs",
            programs.toString(),
            "--set",
            "fraud.own_verdicts=false",
            "--set",
            "local.parallelism=1",
            "--set",
            erased
        };
    }

    private void start(Start from) throws Exception {
        cluster.run(submit(
                "--from", from.savepoint(), "--from-offsets", from.offsets().toString()));
    }

    /** With these words before the job's other arguments. */
    private String[] submit(String... words) {
        String[] arguments = {
            "--programs", programs.toString(),
            "--archive.folder", archive.toString(),
            "--ingest.erased", archive.resolve(".erased.json").toString(),
            "--fraud.own_verdicts", "false",
            "--job.checkpoint_interval", "1s"
        };
        return all(new String[] {"submit"}, words, arguments);
    }

    private static String[] all(String[]... words) {
        return Stream.of(words).flatMap(Stream::of).toArray(String[]::new);
    }

    /** One who read Kafka from its first record on would show that order. */
    private void passOver(Path offsets) throws IOException {
        order("nobody", "order-of-nobody");
        Map<String, Long> ends = new HashMap<>(NextOffsets.in(offsets).byPartition());
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor("purchases").stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.endOffsets(partitions).forEach((partition, end) -> ends.put(partition.toString(), end));
        }
        new NextOffsets(ends).write(offsets);
    }

    /** The keys of what a topic has. */
    private List<String> told(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cluster.kafka()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<String> keys = new ArrayList<>();
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(told -> keys.add(new String(told.key(), StandardCharsets.UTF_8)));
            }
            return keys;
        }
    }

    private void order(String user, String id) throws IOException {
        Path file = Files.writeString(
                folder.resolve("purchases-" + ++orders + ".jsonl"),
                StreamLines.order("of-today-" + orders, user, Instant.now(), id));
        assertThat(shell.run("send", "--bootstrap", cluster.kafka(), file.toString()))
                .as(shell.err())
                .isZero();
    }

    private void buy() throws IOException {
        order("somebody-else", "order-of-somebody-" + ++bought);
    }

    /** By the setting that the runbook names: what is visible is told to topics, too. */
    private void showsWhateverItHasReadOnceItHasStopped() throws Exception {
        cluster.run("upgrade", "--warehouse.hold_blocks", "false");
        buy();
        cluster.run("suspend");
        assertThat(shown() + 1)
                .as("but for what was passed over")
                .isEqualTo(NextOffsets.of(archive).byPartition().entrySet().stream()
                        .filter(partition -> partition.getKey().startsWith("purchases-"))
                        .mapToLong(Map.Entry::getValue)
                        .sum());
    }

    private long shown() {
        assertThat(shell.run(
                        "sql",
                        "SELECT count() FROM events WHERE startsWith(event_id, 'of-today-')",
                        "--format",
                        "TabSeparated",
                        "--clickhouse-url",
                        cluster.clickHouse()))
                .as(shell.err())
                .isZero();
        return Long.parseLong(shell.out().strip());
    }

    /** Everything that was sent by now has been read, and is visible. */
    private void awaitShown() throws Exception {
        long then = Instant.now().plus(TIME_GOES_ON).toEpochMilli();
        until(() -> ask(shell, "SELECT toUnixTimestamp64Milli(min(watermark)) > " + then + " FROM progress")
                .equals("1\n"));
    }

    private void until(BooleanSupplier condition) throws Exception {
        Instant end = Instant.now().plus(PATIENCE);
        long asked = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(end);
            Rest.after(asked);
            asked = System.nanoTime();
        }
    }

    private Path kept(String name) {
        return folder.resolve("cluster").resolve(name);
    }

    private void refusesWhatLacksAnEventAndLeavesNothing() throws IOException {
        Path file = archive.resolve("user_attributes-story.jsonl");
        String line = Files.readString(file);
        Files.writeString(file, line.replace("erna-is", "erna-was"));
        List<Path> before = Home.children(savepoints);
        assertThat(shell.run(stopped("backfill"))).isEqualTo(ExitCode.FIGURES_DIFFER);
        assertThat(shell.err()).contains("user_attributes: 1 event between", "what was computed is not shown");
        assertThat(Home.children(savepoints)).isEqualTo(before);
        Files.writeString(file, line);
    }

    /** The offsets that are named are none that Kafka has: who went by them would end. */
    private void goesByItsOwnPositionWhereTheArgumentStays(Start start) throws Exception {
        Map<String, Long> beyond = new HashMap<>();
        NextOffsets.in(start.offsets()).byPartition().forEach((name, offset) -> beyond.put(name, offset + 1_000_000));
        new NextOffsets(beyond).write(start.offsets());
        cluster.run("upgrade");
        buy();
        awaitShown();
        assertThat(
                        ask(
                                shell,
                                "SELECT count(), uniqExact(order_id), sum(amount_minor) FROM conversions WHERE user_id = 'somebody-else'"))
                .isEqualTo(bought + "\t" + bought + "\t" + 1_000 * bought + "\n");
    }

    private void assertNothingIsLeft() throws Exception {
        cluster.run("suspend");
        assertThat(found.inTables(shell)).isEmpty();
        assertThat(found.inFiles(archive)).isEmpty();
        assertThat(found.inFiles(kept("checkpoints"))).isEmpty();
        assertThat(Home.children(kept("savepoints")))
                .as("at the upgrade, and now")
                .hasSize(2);
        assertThat(found.inFiles(kept("savepoints"))).isEmpty();
        assertThat(ask(
                        shell,
                        "SELECT arraySort(groupUniqArray(intDiv(revision, 1099511627776))) FROM"
                                + " (SELECT revision FROM events WHERE startsWith(event_id, 'of-today-'))"))
                .as("of the rebuild, of the start from it, of the upgrade; one was refused")
                .isEqualTo("[6,7,8]\n");
    }

    /** But for her refused line: under a pseudonym it is a dead letter, until a run reads the archive that has it no more. */
    private void assertAsOneRunOverEverything() {
        ShownRows live = ShownRows.of(shell).without("dead_letters");
        String other = folder.resolve("other").toString();
        String[] backfill = {"backfill", "--events", archive.toString(), "--warehouse", other};
        assertThat(shell.run(all(backfill, terms()))).as(shell.err()).isZero();
        assertThat(live.count("ledger")).isPositive();
        live.assertAs(ShownRows.of(shell).without("dead_letters"), "one run over everything");
    }
}
