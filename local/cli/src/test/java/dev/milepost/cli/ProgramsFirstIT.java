package dev.milepost.cli;

import static dev.milepost.cli.LiveStack.ask;
import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.schemas.event.AppliedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job without state takes the versions that it finds, however old they are, and asks notice of those that come; and a rebuild
 * lets in the same.
 */
class ProgramsFirstIT {

    private static final String LONG_AGO = "2026-01-01T00:00:00Z";

    @TempDir
    private Path folder;

    @Test
    void whatTheTopicHeldAtTheStartNeedsNoNoticeAndARebuildAgrees() throws Exception {
        Path home = folder.resolve("home");
        Path data = new Home(home).data().toAbsolutePath();
        Path archive = data.resolve("archive");
        Shell shell = new Shell(home);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (EmbeddedKafka kafka = EmbeddedKafka.start(data.resolve("kafka"), 0)) {
            kafka.createTopics(EventTopics.of(Settings.defaults().get(LocalSettings.PARTITIONS)));
            String[] to = {"--bootstrap", kafka.bootstrapServers()};
            assertThat(shell.run("program", "apply", program(1, LONG_AGO).toString(), "--by", "ada", to[0], to[1]))
                    .as(shell.err())
                    .isZero();
            // Long after the program begins, and before the job does.
            send(shell, "clickstream", code(now.minusSeconds(3_600)), to);
            send(shell, "signups", signup("bob", now.minusSeconds(3_000)), to);
        }
        ShownRows live;
        try (LiveStack stack = LiveStack.start(home)) {
            Shell other = stack.other();
            stack.until(
                    () -> ask(other, "SELECT program_id, status FROM bindings").equals("spring\tbound\n"));
            stack.until(() -> states(other).equals("spring 1 in force ada\n"));
            // Past what program apply would refuse.
            late(stack.kafka(), 2, LONG_AGO);
            stack.until(() ->
                    ask(other, "SELECT reason, event_id FROM dead_letters").equals("rule_late\tlate-2\n"));
            String line = ask(
                    other,
                    "SELECT concat('{\"dead_letter_id\":\"', dead_letter_id, '\",', substring(payload, 2))"
                            + " FROM dead_letters FORMAT TSVRaw");
            Path unchanged = Files.writeString(folder.resolve("unchanged.jsonl"), line);
            assertThat(other.run("dead-letters", "replay", unchanged.toString()))
                    .as(other.out())
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(other.err()).contains("./milepost program apply");
            assertThat(ask(other, "SELECT count() FROM dead_letters")).isEqualTo("1\n");
            send(other, "signups", signup("cid", Instant.now().truncatedTo(ChronoUnit.MILLIS)));
            stack.until(() ->
                    ask(other, "SELECT count() FROM bindings").equals("2\n") && archived(archive, "signups") == 2);
            stack.until(() -> ask(other, "SELECT count() FROM fraud_verdicts WHERE referee_id = 'cid'")
                    .equals("1\n"));
            live = ShownRows.of(other).without("progress");
            assertThat(states(other)).isEqualTo("spring 1 in force ada\n");

            assertThat(other.run(
                            "backfill",
                            "--events",
                            archive.toString(),
                            "--warehouse",
                            data.resolve("warehouse").toString()))
                    .as(other.err())
                    .isZero();
            ShownRows.of(other).without("progress").assertAs(live, "rebuilt beside the stack");
        }

        // Wherever the archive goes; and it is its note that says so.
        assertThat(rebuilt(archive, "elsewhere")).isEqualTo("spring 1 in force ada\n");
        Files.delete(archive.resolve(".loaded-first.json"));
        assertThat(rebuilt(archive, "without")).contains(" knows no version of any program.");

        // The job goes on from its state, which needs no note.
        try (LiveStack stack = LiveStack.start(home)) {
            Shell other = stack.other();
            String soon = Instant.now()
                    .plusSeconds(90)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .toString();
            assertThat(other.run("program", "apply", program(3, soon).toString(), "--by", "ada"))
                    .as(other.err())
                    .isZero();
            stack.until(() -> states(other).equals("spring 1 in force ada\nspring 3 next ada\n"));
            assertThat(archive.resolve(".loaded-first.json")).doesNotExist();
        }
    }

    private String rebuilt(Path archive, String name) {
        Shell shell = new Shell(folder.resolve(name));
        assertThat(shell.run("backfill", "--events", archive.toString()))
                .as(shell.err())
                .isZero();
        return states(shell);
    }

    /** Program, version, state and who applied it; or what is said where there is none. */
    private static String states(Shell shell) {
        assertThat(shell.run("program", "list")).as(shell.err()).isZero();
        StringBuilder states = new StringBuilder();
        shell.out()
                .lines()
                .skip(1)
                .map(line -> line.strip().split(" {2,}", -1))
                .forEach(row -> states.append(row[0])
                        .append(' ')
                        .append(row[1])
                        .append(' ')
                        .append(row[4])
                        .append(' ')
                        .append(row[5])
                        .append('\n'));
        return states.isEmpty() ? shell.out() : states.toString();
    }

    private static long archived(Path archive, String stream) {
        return Handover.ends(archive).entrySet().stream()
                .filter(end -> end.getKey().startsWith(stream + "-"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void late(String kafka, int version, String validFrom) throws IOException {
        try (StreamProducer producer = new StreamProducer(kafka)) {
            producer.send(
                    "programs",
                    "spring@" + version,
                    AppliedProgram.newBuilder()
                            .setEventId("late-" + version)
                            .setEventTime(Instant.now().truncatedTo(ChronoUnit.MILLIS))
                            .setProgramVersion("spring@" + version)
                            .setProgramId("spring")
                            .setVersion((long) version)
                            .setValidFrom(Instant.parse(validFrom))
                            .setFileName("spring.yaml")
                            .setText(Files.readString(program(version, validFrom)))
                            .build());
            producer.flush();
        }
    }

    private Path program(int version, String validFrom) throws IOException {
        return Files.writeString(
                folder.resolve("spring.yaml"),
                "program: spring\nversion: " + version + "\nvalid_from: " + validFrom + "\n");
    }

    private void send(Shell shell, String stream, String line, String... to) throws IOException {
        Path file = Files.writeString(folder.resolve(stream + ".jsonl"), line + "\n");
        String[] command =
                Stream.concat(Stream.of("send", file.toString()), Stream.of(to)).toArray(String[]::new);
        assertThat(shell.run(command)).as(shell.err()).isZero();
    }

    private static String code(Instant time) {
        return "{\"event_id\":\"code\",\"event_time\":\"" + time + "\",\"anonymous_id\":\"a\",\"user_id\":\"ada\","
                + "\"name\":\"referral_code_created\",\"referral_code\":\"ADA1\",\"properties\":{\"program\":\"spring\"}}";
    }

    private static String signup(String user, Instant time) {
        return "{\"event_id\":\"s-" + user + "\",\"event_time\":\"" + time + "\",\"user_id\":\"" + user
                + "\",\"referral_code\":\"ADA1\",\"marketing_consent\":true,\"properties\":{}}";
    }
}
