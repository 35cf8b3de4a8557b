package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.runtime.source.EventTopics;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.ProgramRow;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes go through a real broker. */
class CodeCreateIT {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void aCodeIsPrintedWithItsLinkAndItsClickIsInKafka() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(EventTopics.of(1));
            String[] create = {"code", "create", "--user", "ada", "--bootstrap", kafka.bootstrapServers()};

            assertThat(shell.run(with(create, "--program", "spring"))).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err())
                    .contains("There is no program spring, nor any other")
                    .contains("./milepost program apply FILE");
            apply(shell, kafka, "spring", "");
            apply(shell, kafka, "winter", "valid_to: 2026-02-01T00:00:00Z\n");
            assertThat(shell.run(with(create, "--program", "sprin"))).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains("There is no program sprin. There are spring, winter.");
            assertThat(shell.run(with(create, "--program", "winter"))).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err())
                    .contains("winter was withdrawn at 2026-02-01T00:00:00Z")
                    .contains("applying version 2");
            assertThat(records(kafka, Streams.CLICKSTREAM)).isEmpty();

            String warehouse = folder.resolve("warehouse").toString();
            try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
                RowEncoder encoder = RowEncoder.of("programs");
                Row row =
                        encoder.encode(new ProgramRow("given", 1L, FROM, null, "given@1", "", FROM, "", ""), 1, false);
                open.client().insert(row.table(), encoder.header(), row.bytes(), "given");
            }
            assertThat(shell.run(with(create, "--program", "given"))).isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.run(with(create, "--program", "given", "--warehouse", warehouse)))
                    .as(shell.err())
                    .isZero();

            assertThat(shell.run(with(create, "--program", "spring")))
                    .as(shell.err())
                    .isZero();
            String code = shell.out().lines().findFirst().orElseThrow().substring("Code  ".length());
            assertThat(shell.out())
                    .isEqualTo("Code  " + code
                            + "\nLink  none: say here what your links begin with, by --link URL or --set"
                            + " code.link=URL\n");
            assertThat(shell.run(with(create, "--set", "code.link=https://a.example/r/")))
                    .isZero();
            assertThat(shell.out()).containsPattern("Link  https://a.example/r/[2-9A-Z]{10}\n");
            assertThat(shell.run(with(create, "--link", "https://b.example/"))).isZero();
            assertThat(shell.out()).containsPattern("Link  https://b.example/[2-9A-Z]{10}\n");
            assertThat(shell.run(
                            "code", "create", "--user", "u".repeat(5_000), "--bootstrap", kafka.bootstrapServers()))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).contains("--user has 5,000 characters, and an id at most 503");
            for (String user : List.of("", " ", " u 1 ", "u\n2", "u\u00a03", "u\u200b4")) {
                assertThat(shell.run("code", "create", "--user", user, "--bootstrap", kafka.bootstrapServers()))
                        .as(user)
                        .isEqualTo(ExitCode.REFUSED_INPUT);
                assertThat(shell.err()).startsWith("milepost: --user ");
            }
            for (String link : List.of("not-a-url", "ftp://a.example/", "https:///x", "https://a b/", "")) {
                assertThat(shell.run(with(create, "--link", link))).as(link).isEqualTo(ExitCode.REFUSED_INPUT);
                assertThat(shell.err()).startsWith("milepost: --link " + link + " is no address");
            }
            assertThat(shell.run(with(create, "--set", "code.link=shop.example/")))
                    .isEqualTo(ExitCode.REFUSED_INPUT);
            assertThat(shell.err()).startsWith("milepost: code.link shop.example/ is no address");

            List<ConsumerRecord<byte[], byte[]>> records = records(kafka, Streams.CLICKSTREAM);
            assertThat(records).hasSize(4);
            Click click = (Click) new Wire()
                    .decode(Streams.named(Streams.CLICKSTREAM), records.get(1).value());
            assertThat(click.getName()).isEqualTo("referral_code_created");
            assertThat(click.getUserId()).isEqualTo("ada");
            assertThat(click.getReferralCode()).isEqualTo(code);
            assertThat(click.getProperties()).isEqualTo(Map.of("program", "spring"));
            assertThat(new String(records.get(1).key(), StandardCharsets.UTF_8)).isEqualTo(click.getAnonymousId());
        }
    }

    @Test
    void whoeverHasACodeOfTheProgramIsGivenThatOne() throws Exception {
        Shell shell = new Shell(folder.resolve("home"));
        String warehouse = folder.resolve("warehouse").toString();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
            kafka.createTopics(EventTopics.of(1));
            apply(shell, kafka, "spring", "");
            apply(shell, kafka, "autumn", "");
            String[] create = {"code", "create", "--user", "ada", "--bootstrap", kafka.bootstrapServers()};
            assertThat(shell.run(with(create, "--program", "spring"))).isZero();
            assertThat(shell.err()).contains("Whether ada has a code of spring already is not known: no warehouse");
            Click issued = (Click) new Wire()
                    .decode(
                            Streams.named(Streams.CLICKSTREAM),
                            records(kafka, Streams.CLICKSTREAM).get(0).value());
            try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
                store(open, issued);
            }

            String[] again = with(create, "--program", "spring", "--warehouse", warehouse);
            assertThat(shell.run(again)).as(shell.err()).isZero();
            assertThat(shell.out()).startsWith("Code  " + issued.getReferralCode() + "\n");
            assertThat(shell.err())
                    .contains("ada has a code of spring already, since ")
                    .contains("--another");
            assertThat(records(kafka, Streams.CLICKSTREAM)).hasSize(1);

            assertThat(shell.run(with(again, "--another"))).isZero();
            assertThat(shell.out()).doesNotContain(issued.getReferralCode());
            assertThat(shell.run(with(create, "--program", "autumn", "--warehouse", warehouse)))
                    .isZero();
            assertThat(shell.out()).doesNotContain(issued.getReferralCode());
            assertThat(shell.err()).isEmpty();
            assertThat(records(kafka, Streams.CLICKSTREAM)).hasSize(3);

            try (Warehouse open = Warehouse.embedded(Path.of(warehouse), 0)) {
                store(
                        open,
                        Click.newBuilder(issued)
                                .setEventId("app-1")
                                .setReferralCode("OWN")
                                .build());
            }
            assertThat(shell.run(with(create, "--program", "autumn", "--warehouse", warehouse)))
                    .isZero();
            assertThat(shell.err())
                    .contains("Whether ada has a code of autumn already is not known: of OWN no program is known");
        }
    }

    private static void store(Warehouse warehouse, Click click) throws Exception {
        RowEncoder encoder = RowEncoder.of("events");
        Row row = encoder.encode(
                StatusIT.code(click.getUserId(), click.getReferralCode(), click.getEventId(), click.getEventTime()),
                1,
                false);
        warehouse.client().insert(row.table(), encoder.header(), row.bytes(), click.getEventId());
    }

    private void apply(Shell shell, EmbeddedKafka kafka, String program, String more) throws IOException {
        Path file = Files.writeString(
                folder.resolve(program + ".yaml"),
                "program: " + program + "\nversion: 1\nvalid_from: " + FROM + "\n" + more);
        assertThat(shell.run("program", "apply", file.toString(), "--bootstrap", kafka.bootstrapServers()))
                .as(shell.err())
                .isZero();
    }

    private static String[] with(String[] command, String... more) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** What a topic's first partition holds. */
    static List<ConsumerRecord<byte[], byte[]>> records(EmbeddedKafka kafka, String topic) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}
