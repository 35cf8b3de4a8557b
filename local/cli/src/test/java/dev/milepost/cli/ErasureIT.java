package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A user who has referred and was referred, and was paid for both, is erased from a running stack: nothing of theirs is found in any
 * file, table or topic, others are what they were, and so is the ledger, to the cent.
 */
class ErasureIT {

    private static final List<String> PROGRAMS = List.of("ask-onboarding-trio", "ten-for-both", "one-five-ten");
    private static final String ERNA = ErasureStory.ERNA;

    private static final String LEDGER = "SELECT program_id, currency, side, step, count(), sum(amount_minor) FROM ledger"
            + " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4";

    /** With the times, and whose they are not: what an auditor adds up. */
    private static final String ENTRIES = "SELECT program_id, currency, side, step, amount_minor, effective_at, known_at, reason,"
            + " late_correction, sequence FROM ledger ORDER BY ALL";

    @TempDir
    private Path folder;

    private Path home;
    private Path data;
    private Path sim;
    private Path programs;
    private Shell shell;

    @Test
    void ofAUserWhoWasPaidNothingIsLeftButAmounts() throws Exception {
        home = folder.resolve("home");
        data = home.resolve("data").toAbsolutePath();
        Path archive = Files.createDirectories(data.resolve("archive"));
        shell = new Shell(home);
        write();
        Set<String> ids = new HashSet<>(ErasureStory.IDS);
        ids.addAll(List.of("tablet-of-today", "order-of-today"));
        ids.addAll(ErasureStory.rewards().subList(0, 3));
        Found found = new Found(ids);
        String ledger;
        try (LiveStack stack = LiveStack.start(home, terms())) {
            for (Path file : files(sim)) {
                Files.copy(file, archive.resolve(file.getFileName()));
            }
            stack.until(() -> ArchiveSnapshot.isArchive(archive));
            run("backfill", "--events", archive.toString());
            assertThat(ask(shell, "SELECT count() FROM rewards WHERE state = 'PAID' AND reward_id IN "
                            + SqlTexts.tuple(ErasureStory.rewards().toArray(String[]::new))))
                    .isEqualTo("4\n");
            send(stack);
            ShownRows before = ShownRows.of(shell);
            ledger = ask(shell, LEDGER);
            String entries = ask(shell, ENTRIES);
            assertThat(found.inFiles(data)).as("the search finds what is there").isNotEmpty();
            assertThat(found.inTables(shell)).contains("milepost.ledger", "milepost_store_b.events", "milepost.dead_letters");
            assertThat(found.inTopics(stack.kafka())).contains("clickstream", "purchases");

            long t = System.nanoTime();
            int code = shell.run(with("erase", ERNA, "--requested-by", "privacy-desk"));
            System.out.println(code + " after " + (System.nanoTime() - t) / 1_000_000 + "\n" + shell.out() + shell.err());
            assertThat(code).isZero();
            ShownRows after = ShownRows.of(shell);
            System.out.println(diff(before, after, ids));
            System.out.println(found.inFiles(home));
            System.out.println(found.inTables(shell));
            System.out.println(found.inTopics(stack.kafka()));
            assertThat(ask(shell, LEDGER)).isEqualTo(ledger);
            assertThat(ask(shell, ENTRIES)).isEqualTo(entries);
        }
    }

    private String diff(ShownRows before, ShownRows after, Set<String> ids) {
        StringBuilder s = new StringBuilder();
        before.rows().forEach((view, rows) -> {
            List<String> b = new ArrayList<>(rows), a = new ArrayList<>(after.rows().get(view));
            List<String> b2 = new ArrayList<>(b);
            a.forEach(b2::remove);
            List<String> a2 = new ArrayList<>(a);
            b.forEach(a2::remove);
            b2.removeIf(row -> ids.stream().anyMatch(row::contains));
            a2.removeIf(row -> row.contains("erased-"));
            if (!a2.isEmpty() || !b2.isEmpty()) {
                s.append(view).append(" -").append(b2.size()).append(" +").append(a2.size()).append("\n");
                b2.stream().limit(4).forEach(r -> s.append("  - ").append(r).append("\n"));
                a2.stream().limit(4).forEach(r -> s.append("  + ").append(r).append("\n"));
            }
        });
        return s.toString();
    }

    private void write() throws IOException {
        sim = folder.resolve("sim");
        assertThat(shell.run("simulate", "--users", "120", "--days", "80", "--seed", "3", "--out", sim.toString()))
                .isZero();
        ErasureStory.write(sim);
        programs = Files.createDirectories(folder.resolve("programs"));
        for (String program : PROGRAMS) {
            Files.copy(Path.of("../../programs").resolve(program + ".yaml"), programs.resolve(program + ".yaml"));
        }
    }

    private String[] terms() {
        return new String[] {"--programs", programs.toString(), "--set", "fraud.own_verdicts=false"};
    }

    private String[] with(String... command) {
        return Stream.concat(Stream.of(command), Stream.of(terms())).toArray(String[]::new);
    }

    private void run(String... command) {
        assertThat(shell.run(with(command))).as(shell.err()).isZero();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> listed = Files.list(folder)) {
            return listed.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** What the user does today is in Kafka and in the archive's own files; so is what another does. */
    private void send(LiveStack stack) throws Exception {
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
}
