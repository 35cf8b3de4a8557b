package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.event.Click;
import dev.milepost.schemas.row.DeadLetterRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamFilesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final int LISTINGS = 2_000;
    private static final long BETWEEN_MERGES_NANOS = 300_000;

    @TempDir
    private Path folder;

    private static List<RawRecord> read(Path path) throws IOException {
        List<RawRecord> records = new ArrayList<>();
        try (RawRecords raw = StreamFiles.file(path).open(bytes -> {})) {
            for (RawRecord record = raw.next(); record != null; record = raw.next()) {
                records.add(record);
            }
        }
        return records;
    }

    private static List<String> lines(List<RawRecord> records) {
        return records.stream()
                .map(record -> record.origin().position() + ":" + record.json())
                .toList();
    }

    /** To open it would wait for whoever writes, for ever. */
    @Test
    void aPipeIsRefused() throws Exception {
        Path pipe = folder.resolve("purchases.jsonl");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        assertThatThrownBy(() -> StreamFiles.in(folder))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining(pipe + " is no regular file");
        Path link = Files.createSymbolicLink(folder.resolve("signups.jsonl"), SourceFiles.write(folder, "lines", ""));
        assertThat(StreamFiles.file(link).bytes()).isZero();
    }

    @Test
    void listsStreamFilesByNameAndSaysWhatItIgnores() throws IOException {
        SourceFiles.write(folder, "purchases-2026-01.jsonl.gz", "");
        SourceFiles.write(folder, "clickstream.jsonl", "x");
        SourceFiles.write(folder, "user_attributes.ndjson", "");
        SourceFiles.write(folder, "purchases.jsonl.rejected", "");
        SourceFiles.write(folder, "README.md", "");
        SourceFiles.write(folder, ".hidden.jsonl", "");
        Files.createDirectory(folder.resolve("truth"));
        StreamFiles files = StreamFiles.in(folder);
        assertThat(files.files())
                .extracting(file -> file.contract().stream())
                .containsExactly("clickstream", "purchases", "user_attributes");
        assertThat(files.ignored()).containsExactly("README.md", "purchases.jsonl.rejected");
        assertThat(files.bytes()).isEqualTo(1);
        assertThat(files.without("clickstream").files())
                .extracting(file -> file.contract().stream())
                .containsExactly("purchases", "user_attributes");
        assertThat(files.without("signups")).isEqualTo(files);
    }

    /** Each file is merged with those before it, which are removed, for as long as somebody lists the folder; no name comes twice. */
    @Test
    void listsAnArchiveWhileItsFilesAreMerged() throws Exception {
        AtomicBoolean listed = new AtomicBoolean();
        Path first = Files.createFile(folder.resolve("clickstream-p0-0-0.avro"));
        CompletableFuture<Integer> merging = CompletableFuture.supplyAsync(() -> {
            try {
                Path whole = first;
                int last = 1;
                for (; !listed.get(); last++) {
                    Path next = Files.createFile(folder.resolve("clickstream-p0-" + last + "-" + last + ".avro"));
                    Path merged = Files.createFile(folder.resolve("clickstream-p0-0-" + last + ".avro"));
                    Files.delete(whole);
                    Files.delete(next);
                    whole = merged;
                    LockSupport.parkNanos(BETWEEN_MERGES_NANOS);
                }
                return last;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            for (int i = 0; i < LISTINGS; i++) {
                assertThat(StreamFiles.in(folder).files()).hasSizeBetween(1, 2);
            }
        } finally {
            listed.set(true);
        }
        assertThat(merging.join()).as("merges meanwhile").isGreaterThan(1);
    }

    @Test
    void refusesADataFileOfNoStream() throws IOException {
        SourceFiles.write(folder, "purchase.jsonl", "");
        assertThatThrownBy(() -> StreamFiles.in(folder))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("purchase.jsonl belongs to no stream")
                .hasMessageContaining("clickstream, signups, purchases");
    }

    @Test
    void tellsOfAllFilesThatCannotBeUsed() throws IOException {
        SourceFiles.write(folder, "purchase.jsonl", "");
        SourceFiles.write(folder, "purchases.jsonl", "");
        Files.createDirectory(folder.resolve("signups.jsonl"));
        assertThatThrownBy(() -> StreamFiles.in(folder))
                .isInstanceOf(SourceException.class)
                .hasMessageStartingWith("2 files cannot be used:\n  ")
                .hasMessageContaining("purchase.jsonl belongs to no stream")
                .hasMessageContaining("signups.jsonl is a folder");
    }

    @Test
    void refusesAFolderNamedLikeAFile() throws IOException {
        Files.createDirectory(folder.resolve("purchases.jsonl"));
        assertThatThrownBy(() -> StreamFiles.in(folder)).hasMessageContaining("purchases.jsonl is a folder");
    }

    @Test
    void saysWhichFolderIsNotThere() throws IOException {
        assertThatThrownBy(() -> StreamFiles.in(folder.resolve("absent"))).hasMessageContaining("There is no folder");
        Path file = SourceFiles.write(folder, "purchases.jsonl", "");
        assertThatThrownBy(() -> StreamFiles.in(file)).hasMessageContaining("is no folder");
        assertThatThrownBy(() -> StreamFiles.file(folder.resolve("purchases-2.jsonl")))
                .hasMessageContaining("There is no file");
        Path csv = SourceFiles.write(folder, "purchases.csv", "");
        assertThatThrownBy(() -> StreamFiles.file(csv)).hasMessageContaining("neither JSON lines");
    }

    @Test
    void saysWhichFileMayNotBeRead() throws IOException {
        Path file = SourceFiles.write(folder, "purchases.jsonl", "x");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("the superuser reads everything").isFalse();
        assertThatThrownBy(() -> StreamFiles.in(folder)).hasMessageContaining("no permission");
    }

    @Test
    void readsLinesHoweverTheyEnd() throws IOException {
        Path file = SourceFiles.write(folder, "purchases.jsonl", "\uFEFF{1}\r\n\n  \n{2}\n{3}");
        assertThat(lines(read(file))).containsExactly("1:{1}", "4:{2}", "5:{3}");
        assertThat(read(file))
                .allSatisfy(record -> assertThat(record.origin().name()).isEqualTo("purchases.jsonl"));
        assertThat(read(SourceFiles.write(folder, "signups.jsonl", ""))).isEmpty();
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        String first = "a".repeat(200_000);
        String second = "b".repeat(65_536);
        Path file = SourceFiles.gzip(folder, "clickstream.jsonl.gz", first + "\n" + second + "\n{}");
        assertThat(lines(read(file))).containsExactly("1:" + first, "2:" + second, "3:{}");
    }

    @Test
    void passesOverALineThatIsTooLong() throws IOException {
        String tooLong = "x".repeat(LineRecords.MAX_LINE + 1);
        List<RawRecord> records = read(SourceFiles.write(folder, "clickstream.jsonl", tooLong + "\n{}\n"));
        assertThat(records.get(0).problem()).contains("1048577 bytes").contains("1048576");
        DeadLetterRow deadLetter = deadLetter(records.get(0));
        assertThat(Base64.getDecoder().decode(deadLetter.getPayload()))
                .asString(StandardCharsets.US_ASCII)
                .isEqualTo("x".repeat(49_152));
        assertThat(deadLetter.getDetail()).endsWith("the payload has its first 49152 bytes");
        assertThat(records.get(1).json()).isEqualTo("{}");
        assertThat(records.get(1).origin().position()).isEqualTo(2);
    }

    @Test
    void saysWhichByteIsNoUtf8AndGoesOn() throws IOException {
        Path file = Files.write(
                folder.resolve("clickstream.jsonl"), new byte[] {'{', 'a', (byte) 0xC3, '}', '\n', '{', '}'});
        List<RawRecord> records = read(file);
        assertThat(records.get(0).problem()).isEqualTo("the line is not UTF-8: see its byte 3");
        assertThat(records.get(1).json()).isEqualTo("{}");
        DeadLetterRow deadLetter = deadLetter(records.get(0));
        assertThat(Base64.getDecoder().decode(deadLetter.getPayload()))
                .isEqualTo(new byte[] {'{', 'a', (byte) 0xC3, '}'});
        assertThat(deadLetter.getDetail()).isEqualTo("the line is not UTF-8: see its byte 3");
    }

    @Test
    void keepsAnAddressInALineThatIsNoTextOutOfItsDeadLetter() throws IOException {
        byte[] line = "{\"note\":\"\u00e9 ada@example.org\"}".getBytes(StandardCharsets.ISO_8859_1);
        RawRecord record =
                read(Files.write(folder.resolve("clickstream.jsonl"), line)).get(0);
        assertThat(record.problem()).contains("not UTF-8");
        assertThat(deadLetter(record).getPayload()).isEqualTo("(withheld)");
    }

    @Test
    void keepsARawFieldOfUtf16OutOfItsDeadLetter() throws IOException {
        byte[] line = "{\"ip\":\"192.0.2.7\"}".getBytes(StandardCharsets.UTF_16LE);
        RawRecord record =
                read(Files.write(folder.resolve("clickstream.jsonl"), line)).get(0);
        assertThat(deadLetter(record).getPayload()).isEqualTo("(withheld)");
    }

    private static DeadLetterRow deadLetter(RawRecord record) {
        return record.ingest(new Intake(Settings.defaults()), PersonalData.withKeyIfAny(null))
                .deadLetter();
    }

    @Test
    void stopsAtAGzipThatWasCut() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < 5_000; i++) {
            content.append(SourceFiles.click("c" + i * 7919 % 5000, NOON.plusMillis(i * 31L)))
                    .append('\n');
        }
        Path file = SourceFiles.gzip(folder, "clickstream.jsonl.gz", content.toString());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> read(file))
                .isInstanceOf(SourceException.class)
                .hasMessageMatching("(?s).*clickstream.jsonl.gz: the gzip ends in the middle, after line [1-9]\\d+:.*");
        Files.write(file, Arrays.copyOf(whole, 5));
        assertThatThrownBy(() -> read(file)).hasMessageContaining("ends within its header");
        whole[whole.length / 2] ^= 0x55;
        whole[whole.length / 2 + 1] ^= 0x55;
        Files.write(file, whole);
        assertThatThrownBy(() -> read(file)).isInstanceOf(SourceException.class).hasMessageContaining("corrupt");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("is not gzipped");
    }

    @Test
    void readsAvroContainers() throws IOException {
        Path file = folder.resolve("clickstream-archive.avro");
        Click click = Click.newBuilder()
                .setEventId("c1")
                .setEventTime(NOON)
                .setAnonymousId("a")
                .setName("page_view")
                .setValue(new java.math.BigDecimal("2.500000"))
                .setProperties(Map.of("k", "v"))
                .build();
        try (DataFileWriter<Click> writer = new DataFileWriter<>(new SpecificDatumWriter<>(Click.class))) {
            writer.create(Click.getClassSchema(), file.toFile());
            writer.append(click);
            writer.append(Click.newBuilder(click).setEventId("c2").build());
        }
        List<RawRecord> records = read(file);
        assertThat(records).extracting(RawRecord::record).first().isEqualTo(click);
        assertThat(records.get(1).origin().toString()).isEqualTo("clickstream-archive.avro:2");
        assertThat(records.get(1).receivedAtMillis()).isNull();

        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertThatThrownBy(() -> read(file))
                .hasMessageContaining("clickstream-archive.avro: the container ends in the middle, after record 0");
        whole[whole.length - 3] ^= 1;
        Files.write(file, whole);
        assertThatThrownBy(() -> read(file)).hasMessageContaining("record 1 and what follows cannot be read");
        Files.writeString(file, "no avro");
        assertThatThrownBy(() -> read(file)).hasMessageContaining("is no Avro container");
        Files.write(file, Arrays.copyOf(whole, 20));
        assertThatThrownBy(() -> read(file))
                .hasMessageEndingWith("is no Avro container, or was cut: it ends too early");
    }

    @Test
    void readsTheReceiptFromAnAvroContainerThatHasIt() throws IOException {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"ClockTick\",\"namespace\":\"dev.milepost.schemas.event\","
                        + "\"fields\":[{\"name\":\"received_at\",\"type\":{\"type\":\"long\",\"logicalType\":"
                        + "\"timestamp-millis\"}},{\"name\":\"event_time\",\"type\":{\"type\":\"long\",\"logicalType\":"
                        + "\"timestamp-millis\"}},{\"name\":\"event_id\",\"type\":\"string\"}]}");
        GenericRecord tick = new GenericData.Record(schema);
        tick.put("received_at", NOON.toEpochMilli() + 5);
        tick.put("event_time", NOON.toEpochMilli());
        tick.put("event_id", "t");
        Path file = folder.resolve("clock.avro");
        try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>())) {
            writer.create(schema, file.toFile());
            writer.append(tick);
        }
        RawRecord record = read(file).get(0);
        assertThat(record.receivedAtMillis()).isEqualTo(NOON.toEpochMilli() + 5);
        assertThat(record.record().toString()).contains("\"event_id\": \"t\"").contains("2026-01-01T12:00:00Z");
    }
}
