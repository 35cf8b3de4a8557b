package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.pipeline.PipelineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody beside a running stack, who applies programs, issues codes, and asks where people stand. */
class GrowthManagerIT {

    private static final List<String> NEWS = List.of("fraud-verdicts", "payouts", "programs", "reviews");

    @TempDir
    private Path folder;

    @Test
    void aCodeMakesAReferralThatTheAdvocatesStatusShows() throws Exception {
        try (LiveStack stack = LiveStack.start(folder.resolve("home"), "--set", "fraud.own_verdicts=false")) {
            Shell other = stack.other();
            // Nothing has happened, but its job judges what comes from its start on.
            Path past = program(1, "2026-01-01T00:00:00Z");
            assertThat(other.run("program", "apply", past.toString(), "--bootstrap", stack.kafka()))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            stack.until(() -> read(stack.kafka()).containsValue(0L));
            String soon = Instant.now()
                    .plusSeconds(90)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            Path one = program(1, soon);
            assertThat(other.run("program", "apply", one.toString()))
                    .as(other.err())
                    .isZero();
            assertThat(other.out()).startsWith("spring@1 is applied: it holds from " + soon + " on (in ");

            assertThat(other.run("code", "create", "--user", "ada", "--program", "spring"))
                    .as(other.err())
                    .isZero();
            String code = other.out().lines().findFirst().orElseThrow().substring("Code  ".length());
            stack.until(() -> ask(other, "SELECT referral_code FROM events WHERE name = 'referral_code_created'")
                    .equals(code + "\n"));
            send(other, "signups", "\"user_id\":\"bob\",\"marketing_consent\":true,\"referral_code\":\"" + code + "\"");

            stack.until(() -> status(other, "ada").contains("  spring   bound          1  "));
            assertThat(other.out()).startsWith("ada, who has not signed up.").contains("Asks: none.", "Rewards: none.");
            assertThat(status(other, "bob")).startsWith("bob, signed up ").contains("Referred by ada in spring (code)");
            assertThat(other.run("status", "nobody")).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(other.err()).contains("Nobody knows nobody");

            // There are events now: what holds must be told before.
            Path two = program(2, "2026-02-01T00:00:00Z");
            assertThat(other.run("program", "apply", two.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(other.err()).contains(two + ":3:13: valid_from 2026-02-01T00:00:00Z is not 65 s ahead");
            othersTell(other);
            stack.until(() -> ask(
                            other,
                            "SELECT stream, entity_id, user_id, name, amount_minor, currency FROM events"
                                    + " WHERE stream NOT IN ('clickstream', 'signups') ORDER BY stream")
                    .equals("""
                            fraud-verdicts\tf1\tbob\tfraud_verdict\t0\t
                            payouts\tr1\t\tpayout\t2000\tUSD
                            programs\tspring@1\t\tprogram\t0\t
                            reviews\tc1\tada\tapprove\t0\t
                            """));
            // Nobody was given that reward, and the review approves a whole case.
            stack.until(() -> ask(other, "SELECT reason, count() FROM dead_letters GROUP BY 1 ORDER BY 1")
                    .equals("payout_refused\t1\nreview_unresolved\t1\n"));
            // As they are they would be duplicates of what was taken in, and then off the list without any effect.
            assertThat(other.run("dead-letters", "list", "--lines")).isZero();
            Path unchanged = Files.writeString(folder.resolve("unchanged.jsonl"), other.out());
            assertThat(other.run("dead-letters", "replay", unchanged.toString()))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(other.err()).contains("line 1: field event_id", "line 2: field event_id");
        }
        assertThat(archived()).containsAll(NEWS);
    }

    /** How far a job says that it has read the programs, by partition. */
    private static Map<String, Long> read(String kafka) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            Map<String, Long> read = new TreeMap<>();
            admin.listConsumerGroupOffsets(PipelineRun.NAME)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> {
                        if (partition.topic().equals("programs")) {
                            read.put(partition.toString(), offset.offset());
                        }
                    });
            return read;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void othersTell(Shell shell) throws IOException {
        send(
                shell,
                "payouts",
                "\"reward_id\":\"r1\",\"program_id\":\"spring\",\"amount_minor\":2000,\"currency\":\"USD\","
                        + "\"external_reference\":\"t1\"");
        send(
                shell,
                "reviews",
                "\"case_id\":\"c1\",\"program_id\":\"spring\",\"advocate_id\":\"ada\",\"expected_version\":1,"
                        + "\"propensity\":1,\"action\":\"APPROVE\",\"reviewer\":\"eve\"");
        send(
                shell,
                "fraud-verdicts",
                "\"verdict_id\":\"v1\",\"referral_id\":\"f1\",\"program_id\":\"spring\",\"advocate_id\":\"ada\","
                        + "\"referee_id\":\"bob\",\"score\":0.2");
    }

    private void send(Shell shell, String stream, String fields) throws IOException {
        Path file = Files.writeString(
                folder.resolve(stream + ".jsonl"),
                "{\"event_id\":\"" + stream + "\",\"event_time\":\""
                        + Instant.now().truncatedTo(ChronoUnit.MILLIS) + "\"," + fields + "}\n");
        assertThat(shell.run("send", file.toString())).as(shell.err()).isZero();
    }

    private Path program(int version, String validFrom) throws IOException {
        return Files.writeString(
                folder.resolve("spring.yaml"),
                "program: spring\nversion: " + version + "\nvalid_from: " + validFrom + "\n");
    }

    private List<String> archived() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("home/data/archive"))) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-p\\d+-\\d+-\\d+\\.avro$", ""))
                    .toList();
        }
    }

    private static String status(Shell shell, String user) {
        int unused = shell.run("status", user);
        return shell.out();
    }

    private static String ask(Shell shell, String sql) {
        return LiveStack.ask(shell, sql);
    }
}
