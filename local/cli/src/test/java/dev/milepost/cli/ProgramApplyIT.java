package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.programs.AppliedVersion;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.ClockPublisher;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.UserAttributes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs go through a real broker: first where nothing has happened yet, then where something has. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProgramApplyIT {

    private static final String LONG_AGO = "2026-01-01T00:00:00Z";

    @TempDir
    private static Path folder;

    private static EmbeddedKafka kafka;

    private Shell shell;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        kafka.createTopics(EventTopics.of(2));
    }

    @AfterAll
    static void close() {
        kafka.close();
    }

    @BeforeEach
    void openShell() {
        shell = new Shell(folder.resolve("home"));
    }

    @Test
    @Order(1)
    void whereNothingHasHappenedYetVersionsMayBeOfThePast() throws IOException {
        Path one = write("spring-1.yaml", "spring", 1, LONG_AGO, "");
        Path two = write("spring-2.yaml", "spring", 2, "2026-02-01T00:00:00Z", "timezone: Europe/Berlin\n");

        assertThat(run("apply", one.toString(), two.toString(), "--by", "ada"))
                .as(shell.err())
                .isZero();

        assertThat(shell.out().lines())
                .containsExactly(
                        "spring@1 is applied: it holds from 2026-01-01T00:00:00Z on.",
                        "spring@2 is applied: it holds from 2026-02-01T00:00:00Z on, in place of spring@1.",
                        ProgramRegister.NOTE);
        assertThat(applied())
                .extracting(AppliedVersion::label, AppliedVersion::fileName, AppliedVersion::text)
                .containsExactly(
                        tuple("spring@1", "spring-1.yaml", Files.readString(one)),
                        tuple("spring@2", "spring-2.yaml", Files.readString(two)));
    }

    @Test
    @Order(2)
    void applyingAFileAgainChangesNothingAndOtherContentIsRefused() throws IOException {
        Path two = write(
                "two.yaml",
                "spring",
                2,
                "2026-02-01T00:00:00Z",
                "# A comment changes nothing.\ntimezone: Europe/Berlin\n");

        assertThat(run("apply", two.toString())).as(shell.err()).isZero();
        assertThat(shell.out()).startsWith("spring@2 was applied already: it holds from 2026-02-01T00:00:00Z on");
        assertThat(offset()).isEqualTo(2);

        Path other = write("two.yaml", "spring", 2, "2026-02-01T00:00:00Z", "timezone: Europe/Paris\n");
        assertThat(run("apply", other.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err().lines())
                .containsExactly(
                        other + ":2:10: spring@2 was applied with other content, and a version never changes: give this"
                                + " one version 3",
                        "1 problem. Nothing was applied.");
        assertThat(shell.out()).isEmpty();
        assertThat(offset()).isEqualTo(2);
    }

    @Test
    @Order(3)
    void whereThereAreEventsAllVersionsMustBeInTimeOrNoneIsApplied() throws IOException {
        somethingHappens();
        Path late = write("late.yaml", "autumn", 1, in(Duration.ofSeconds(60)), "");
        Path right = write("right.yaml", "winter", 1, in(Duration.ofDays(30)), "");

        assertThat(run("apply", late.toString(), right.toString())).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).startsWith(late + ":3:13: valid_from ").contains("is not 65 s ahead of now");
        assertThat(offset()).isEqualTo(2);

        Path soon = write("late.yaml", "autumn", 1, in(Duration.ofSeconds(100)), "");
        assertThat(run("apply", soon.toString(), right.toString()))
                .as(shell.err())
                .isZero();
        assertThat(shell.out())
                .containsPattern("autumn@1 is applied: it holds from \\S+ on \\(in [89]\\d s\\)\\.\n")
                .containsPattern("winter@1 is applied: it holds from \\S+ on \\(in 29 d 23 h\\)\\.\n");
        assertThat(offset()).isEqualTo(4);
        assertThat(run("apply", write("old.yaml", "spring", 1, LONG_AGO, "").toString()))
                .as("what was applied before there were events is applied still")
                .isZero();
    }

    @Test
    @Order(4)
    void aWithdrawalIsAVersionThatEnds() throws IOException {
        assertThat(run("withdraw", "spring", "--at", in(Duration.ofSeconds(30))))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .contains("is too early: a version must be sent 65 s before it holds, to be there 60 s before");
        assertThat(run("withdraw", "winter", "--at", in(Duration.ofDays(1)))).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("is too early: winter@1, which is applied, begins at");
        assertThat(run("withdraw", "sprin", "--at", in(Duration.ofDays(1)))).isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err()).contains("No version of sprin was applied. Applied are autumn, spring, winter.");
        assertThat(run("withdraw", "spring")).isEqualTo(ExitCode.USAGE);
        assertThat(offset()).isEqualTo(4);

        String end = in(Duration.ofDays(3));
        assertThat(run("withdraw", "spring", "--at", end)).as(shell.err()).isZero();
        assertThat(shell.out())
                .contains("spring is withdrawn at " + end + " (in 2 d 23 h): until then spring@3 holds, which says what"
                        + " spring@2 says.")
                .contains("next version, should it return, is 4.");
        AppliedVersion last = applied().get(4);
        assertThat(last.label()).isEqualTo("spring@3");
        assertThat(Instant.ofEpochMilli(last.validToMillis())).isEqualTo(end);
        assertThat(Instant.ofEpochMilli(last.validFromMillis()))
                .isAfter(Instant.now().plusSeconds(55));
        assertThat(last.text()).contains("version: 3", "valid_to: " + end, "timezone: Europe/Berlin");

        assertThat(run("withdraw", "spring", "--at", end)).isZero();
        assertThat(shell.out()).startsWith("spring@3 ends spring at " + end + " already.");
        assertThat(offset()).isEqualTo(5);

        Path scheduled = write("autumn.yaml", "autumn", 2, in(Duration.ofDays(10)), "timezone: Europe/Paris\n");
        assertThat(run("apply", scheduled.toString())).as(shell.err()).isZero();
        assertThat(run("withdraw", "autumn", "--at", in(Duration.ofDays(5))))
                .as(shell.err())
                .isZero();
        assertThat(shell.out())
                .contains("until then autumn@3 holds, which says what autumn@1 says; autumn@2 never begins.")
                .contains("next version, should it return, is 4.");
        assertThat(applied().get(6).text()).contains("version: 3").doesNotContain("Paris");
    }

    @Test
    @Order(5)
    void whatIsAppliedIsKeyedByProgramAndVersionAndStaysForGood() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, Streams.PROGRAMS);
            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("cleanup.policy")
                            .value())
                    .isEqualTo("compact");
        }
        assertThat(CodeCreateIT.records(kafka, Streams.PROGRAMS))
                .extracting(record -> new String(record.key(), StandardCharsets.UTF_8))
                .containsExactly("spring@1", "spring@2", "autumn@1", "winter@1", "spring@3", "autumn@2", "autumn@3");
    }

    @Test
    @Order(6)
    void withoutAKafkaOrItsTopicNothingIsDone() throws IOException {
        Path file = write("a.yaml", "summer", 1, in(Duration.ofDays(1)), "");

        assertThat(shell.run("program", "apply", file.toString())).isEqualTo(ExitCode.NOTHING_THERE);
        assertThat(shell.err()).contains("./milepost up");
        assertThat(shell.run("program", "withdraw", "spring", "--at", LONG_AGO)).isEqualTo(ExitCode.NOTHING_THERE);
        try (EmbeddedKafka empty = EmbeddedKafka.start(folder.resolve("empty"), 0)) {
            assertThat(shell.run("program", "apply", file.toString(), "--bootstrap", empty.bootstrapServers()))
                    .isEqualTo(ExitCode.FAILURE);
            assertThat(shell.err()).contains("has no topic programs").contains("cleanup.policy=compact");
        }
    }

    @Test
    @Order(7)
    void theRunningStackSaysHowLongAWindowMayBe() throws IOException {
        new RunFile(
                        ProcessHandle.current().pid(),
                        System.currentTimeMillis(),
                        "jdbc:clickhouse://127.0.0.1:1/default",
                        kafka.bootstrapServers(),
                        "",
                        "",
                        "",
                        Duration.ofDays(100).toMillis(),
                        Set.of())
                .write(Files.createDirectories(shell.home().data()));
        int before = offset();
        String from = in(Duration.ofDays(30));
        Path wide = write("wide.yaml", "wide", 1, from, "attribution: {window: 101d}\n");

        assertThat(shell.run("program", "apply", wide.toString(), "--set", "attribution.longest_window=400d"))
                .isEqualTo(ExitCode.REFUSED_INPUT);
        assertThat(shell.err())
                .startsWith(wide + ":4:23: window 101d is longer than touches are kept"
                        + " (attribution.longest_window = 100d): write a shorter one");
        assertThat(offset()).isEqualTo(before);

        Path kept = write("kept.yaml", "wide", 1, from, "attribution: {window: 95d}\n");
        assertThat(shell.run("program", "apply", kept.toString()))
                .as(shell.err())
                .isZero();
        assertThat(offset()).isEqualTo(before + 1);
    }

    /** No event is there, and yet its job would refuse what is of the past: it takes what it finds at its start alone. */
    @Test
    @Order(8)
    @Timeout(60)
    void whereAJobReadsTheTopicOrTimeGoesOnVersionsMustBeInTimeWithoutAnyEvent() throws Exception {
        Path old = write("old.yaml", "old", 1, LONG_AGO, "");
        try (EmbeddedKafka read = EmbeddedKafka.start(folder.resolve("read"), 0)) {
            read.createTopics(EventTopics.of(2));
            assertThat(underWay(read)).isFalse();
            read(read);
            assertThat(shell.run("program", "apply", old.toString(), "--bootstrap", read.bootstrapServers()))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err())
                    .startsWith(old + ":3:13: valid_from " + LONG_AGO + " is not 65 s ahead of now")
                    .contains("a job runs or there are events already", "write a later time, such as ", "(--programs)");
            assertThat(CodeCreateIT.records(read, Streams.PROGRAMS)).isEmpty();
        }
        try (EmbeddedKafka ticking = EmbeddedKafka.start(folder.resolve("ticking"), 0)) {
            ticking.createTopics(EventTopics.of(2));
            assertThat(underWay(ticking)).isFalse();
            ClockPublisher clock =
                    ClockPublisher.start(ticking.bootstrapServers(), Duration.ofMillis(50), Clock.systemUTC());
            try (clock) {
                long asked = System.nanoTime();
                while (!underWay(ticking)) {
                    Rest.after(asked);
                    asked = System.nanoTime();
                }
            }
        }
    }

    private static boolean underWay(EmbeddedKafka kafka) {
        try (ProgramTopic topic = new ProgramTopic(kafka.bootstrapServers(), Settings.defaults())) {
            return topic.isUnderWay();
        }
    }

    /** As a job's first checkpoint says of a topic that holds nothing. */
    private static void read(EmbeddedKafka kafka) {
        Map<String, Object> job = Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", PipelineRun.NAME);
        try (var consumer = new KafkaConsumer<>(job, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.commitSync(Map.of(new TopicPartition(Streams.PROGRAMS, 0), new OffsetAndMetadata(0)));
        }
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of("program"));
        all.addAll(List.of(words));
        all.addAll(List.of("--bootstrap", kafka.bootstrapServers()));
        return shell.run(all.toArray(String[]::new));
    }

    private static void somethingHappens() {
        try (StreamProducer producer = new StreamProducer(kafka.bootstrapServers())) {
            producer.send(
                    Streams.USER_ATTRIBUTES,
                    "u1",
                    UserAttributes.newBuilder()
                            .setEventId("e1")
                            .setEventTime(Instant.now())
                            .setUserId("u1")
                            .setAttributes(Map.of())
                            .build());
            producer.flush();
        }
    }

    private static List<AppliedVersion> applied() {
        try (ProgramTopic topic = new ProgramTopic(kafka.bootstrapServers(), Settings.defaults())) {
            return List.copyOf(topic.applied());
        }
    }

    private static int offset() {
        return CodeCreateIT.records(kafka, Streams.PROGRAMS).size();
    }

    private static String in(Duration ahead) {
        return Instant.now().plus(ahead).truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static Path write(String name, String program, int version, String validFrom, String more)
            throws IOException {
        return Files.writeString(
                folder.resolve(name),
                "program: " + program + "\nversion: " + version + "\nvalid_from: " + validFrom + "\n" + more);
    }
}
