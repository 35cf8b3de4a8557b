package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Erna, who has referred and was referred, and was paid for both, is erased: from a running stack, again from one at rest, and from
 * what is computed of an export afterwards. Nothing of hers is found in any file, table or topic; others are what they were, and so
 * is the ledger, to the cent.
 */
class ErasureIT {

    private static final String ERNA = ErasureStory.ERNA;

    private static final String LEDGER =
            "SELECT program_id, currency, side, step, amount_minor, effective_at, known_at, reason,"
                    + " late_correction, sequence FROM ledger ORDER BY ALL";
    private static final String OWED =
            "SELECT program_id, currency, sum(amount_minor), count() FROM ledger GROUP BY 1, 2" + " ORDER BY 1, 2";

    @TempDir
    private Path folder;

    private Path data;
    private Path export;
    private Path programs;
    private Shell shell;
    private Set<String> ids;
    private Found found;

    @BeforeEach
    void write() throws IOException {
        shell = new Shell(folder.resolve("home"));
        data = shell.home().data().toAbsolutePath();
        export = folder.resolve("export");
        assertThat(shell.run("simulate", "--users", "60", "--days", "80", "--seed", "3", "--out", export.toString()))
                .isZero();
        ErasureStory.write(export);
        programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : List.of("ask-onboarding-trio.yaml", "ten-for-both.yaml", "one-five-ten.yaml")) {
            Files.copy(Path.of("../../programs").resolve(program), programs.resolve(program));
        }
        ids = new HashSet<>(ErasureStory.IDS);
        ids.addAll(List.of("tablet-of-today", "order-of-today"));
        ids.addAll(ErasureStory.rewards().subList(0, 3));
        found = new Found(ids);
    }

    @Test
    void ofAUserWhoWasPaidNothingIsLeftButAmounts() throws Exception {
        String ledger;
        String owed;
        try (LiveStack stack = LiveStack.start(shell.home().root(), terms())) {
            begin(stack);
            ShownRows before = ShownRows.of(shell);
            ledger = ask(shell, LEDGER);
            owed = ask(shell, OWED);
            assertThat(found.inFiles(data)).as("the search finds what is there").isNotEmpty();
            assertThat(found.inTables(shell))
                    .contains("milepost_store_b.ledger", "milepost_store_b.events", "milepost_store_b.dead_letters");
            assertThat(found.inTopics(stack.kafka())).contains("clickstream", "purchases");

            refuses("ten-for-both@1 would be in force no more");
            Path more = Files.copy(Path.of("../../programs/demo-attended.yaml"), programs.resolve("more.yaml"));
            refuses("demo-attended@1 would come into force", terms());
            Files.delete(more);
            assertThat(shell.home().erased()).as("nothing was recorded").doesNotExist();

            run("erase", ERNA, "--requested-by", "privacy-desk");
            assertThat(shell.out()).contains("Erased as erased-", "none is left");
            assertNothingIsLeft();
            assertThat(found.inTopics(stack.kafka())).isEmpty();
            assertThat(ask(shell, LEDGER)).isEqualTo(ledger);
            assertThat(ask(shell, OWED)).isEqualTo(owed);
            assertThat(others(ShownRows.of(shell), Set.of("erased-"), rewardsNow()))
                    .isEqualTo(others(before, ids, Set.copyOf(ErasureStory.rewards())));
            assertThat(ask(shell, "SELECT count(), uniqExact(user_id) FROM events WHERE stream = 'erasures'"))
                    .isEqualTo("1\t1\n");
            comeBack(stack);
        }
        assertThat(ask(shell, LEDGER)).isEqualTo(ledger);

        run("erase", ERNA);
        assertThat(shell.out()).contains("They have been erased before");
        assertNothingIsLeft();
        assertThat(ask(shell, LEDGER)).isEqualTo(ledger);

        String other = folder.resolve("other").toString();
        run("backfill", "--events", export.toString(), "--warehouse", other);
        assertThat(shell.out()).contains("suppressed");
        assertThat(found.inTables(shell)).isEmpty();
        assertThat(ask(shell, OWED)).isEqualTo(owed);
    }

    private void begin(LiveStack stack) throws Exception {
        Path archive = data.resolve("archive");
        stack.until(() -> ArchiveSnapshot.isArchive(archive));
        try (Stream<Path> files = Files.list(export)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, archive.resolve(file.getFileName()));
            }
        }
        run("backfill", "--events", archive.toString());
        assertThat(ask(
                        shell,
                        "SELECT count() FROM rewards WHERE state = 'PAID' AND reward_id IN "
                                + SqlTexts.tuple(ErasureStory.rewards().toArray(String[]::new))))
                .isEqualTo("4\n");
        today(stack);
    }

    /** What the user does today is in Kafka and in the archive's own files; so is what another does. */
    private void today(LiveStack stack) throws Exception {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Path clicks = Files.writeString(folder.resolve("clickstream-today.jsonl"), """
                {"event_id":"of-today-1","event_time":"%s","anonymous_id":"tablet-of-today","user_id":"%s","name":"page_view"}
                {"event_id":"of-today-2","event_time":"%s","anonymous_id":"another-of-today","user_id":"somebody-else","name":"page_view"}
                """.formatted(now, ERNA, now));
        Path orders = Files.writeString(folder.resolve("purchases-today.jsonl"), """
                {"event_id":"of-today-3","event_time":"%s","user_id":"%s","order_id":"order-of-today","kind":"ORDER","amount_minor":1234,"currency":"USD"}
                """.formatted(now, ERNA));
        assertThat(shell.run("send", clicks.toString(), orders.toString()))
                .as(shell.err())
                .isZero();
        stack.until(() -> ask(shell, "SELECT count() FROM events WHERE startsWith(event_id, 'of-today-')")
                .equals("3\n"));
    }

    /** She comes again: a person's command leaves her out, and what a producer puts into a topic is not taken. */
    private void comeBack(LiveStack stack) throws Exception {
        assertThat(shell.run("send", folder.resolve("clickstream-today.jsonl").toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.err()).contains("1 line of ").contains("left out");
        assertThat(shell.out()).contains("Sent 1 event;");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.kafka()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (String user : List.of(ERNA, "the-last")) {
                Purchase order = new Purchase(
                        "again-" + user,
                        Instant.now(),
                        user,
                        "order-of-" + user,
                        PurchaseKind.ORDER,
                        5L,
                        "USD",
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of());
                producer.send(new ProducerRecord<>(
                                "purchases", 0, "k".getBytes(StandardCharsets.UTF_8), new Wire().encode(order)))
                        .get();
            }
        }
        stack.until(() -> ask(shell, "SELECT count() FROM events WHERE user_id = 'the-last'")
                .equals("1\n"));
        assertThat(found.inTables(shell)).isEmpty();
        assertThat(found.inTopics(stack.kafka())).containsExactly("purchases");
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(found.inFiles(shell.home().root())).isEmpty();
        assertThat(found.inTables(shell)).isEmpty();
    }

    /** The ids by which the four rewards of the story go by now: each is of a pseudonym's, or is Bob's own. */
    private Set<String> rewardsNow() {
        Set<String> rewards = new HashSet<>(Set.of(ErasureStory.rewards().get(3)));
        ask(
                        shell,
                        "SELECT reward_id FROM rewards WHERE startsWith(subject_id, 'erased-') OR startsWith(beneficiary_id, 'erased-')")
                .lines()
                .forEach(rewards::add);
        assertThat(rewards).hasSize(4);
        return rewards;
    }

    /** All rows but those that name her, or one of these rewards. */
    private static Map<String, List<String>> others(ShownRows all, Set<String> names, Set<String> rewards) {
        Map<String, List<String>> rows = new TreeMap<>();
        all.rows().forEach((view, own) -> {
            rows.put(
                    view,
                    own.stream()
                            .filter(row -> names.stream().noneMatch(row::contains))
                            .filter(row -> rewards.stream().noneMatch(row::contains))
                            .toList());
        });
        return rows;
    }

    private String[] terms() {
        return new String[] {
            "--programs", programs.toString(),
            "--set", "fraud.own_verdicts=false",
            "--set", "local.parallelism=1",
            "--set", "local.partitions=1"
        };
    }

    private void refuses(String why, String... terms) {
        String[] command =
                Stream.concat(Stream.of("erase", ERNA), Stream.of(terms)).toArray(String[]::new);
        assertThat(shell.run(command)).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains(why, "--accept-programs", "Nothing was changed.");
    }

    private void run(String... command) {
        String[] all = Stream.concat(Stream.of(command), Stream.of(terms())).toArray(String[]::new);
        assertThat(shell.run(all)).as(() -> shell.out() + shell.err()).isZero();
    }
}
