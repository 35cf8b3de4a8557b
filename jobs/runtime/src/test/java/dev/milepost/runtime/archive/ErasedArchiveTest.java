package dev.milepost.runtime.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.erasure.ErasedUser;
import dev.milepost.runtime.erasure.ErasureList;
import dev.milepost.runtime.erasure.Pseudonyms;
import dev.milepost.runtime.erasure.Pseudonyms.Kind;
import dev.milepost.runtime.ingest.Event;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.ingest.RawValue;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.RawRecord;
import dev.milepost.runtime.source.RawRecords;
import dev.milepost.runtime.source.StreamFile;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.schemas.event.Purchase;
import dev.milepost.schemas.event.PurchaseKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An archive of orders of Adele, on whom no money rests and who is erased, and of Bob. */
class ErasedArchiveTest {

    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Path archive;
    private Settings settings;

    @BeforeEach
    void eraseAdele() throws Exception {
        archive = Files.createDirectory(folder.resolve("archive"));
        Path list = folder.resolve("erased.json");
        ErasureList empty = ErasureList.empty();
        Pseudonyms pseudonyms = empty.pseudonyms();
        String adele = pseudonyms.of(Kind.USER, "adele-1");
        empty.with(new ErasedUser(
                        adele,
                        "desk",
                        THEN.toEpochMilli(),
                        false,
                        Set.of(adele),
                        Map.of(),
                        pseudonyms.printsOf(Set.of("adele-1")),
                        Set.of()))
                .write(list);
        settings = Settings.defaults().with(IngestSettings.ERASED, list.toString());
    }

    private static Purchase order(String user, int number) {
        return new Purchase(
                "p" + number,
                THEN,
                user,
                "o" + number,
                PurchaseKind.ORDER,
                1L,
                "USD",
                null,
                null,
                null,
                null,
                null,
                Map.of());
    }

    private static Ingested accepted(String user, int offset) {
        Purchase order = order(user, offset);
        return Ingested.accepted(new Event(
                "purchases",
                user,
                "p" + offset,
                THEN.toEpochMilli(),
                THEN.toEpochMilli() + offset,
                0,
                new Origin("purchases", 0, offset),
                order));
    }

    private static Ingested refused(byte[] value, int offset) {
        return new Ingested(
                null,
                null,
                new RawValue(value, THEN.toEpochMilli()),
                new Ingested.Suppressed("purchases", new Origin("purchases", 0, offset)));
    }

    private Path file(ArchiveName name, Ingested... records) throws Exception {
        OpenFile out = OpenFile.start(
                archive.resolve(name.toString()), Streams.named("purchases"), name.refused(), new Wire());
        for (Ingested record : records) {
            out.add(record);
        }
        return out.finish();
    }

    private ErasedArchive.Rewritten rewrite() throws Exception {
        return ErasedArchive.rewrite(archive, settings, PersonalData.withoutKey());
    }

    private static List<RawRecord> read(Path file) throws Exception {
        List<RawRecord> all = new ArrayList<>();
        StreamFile stream = StreamFiles.file(file);
        try (RawRecords records = stream.open(bytes -> {})) {
            for (RawRecord record = records.next(); record != null; record = records.next()) {
                all.add(record);
            }
        }
        return all;
    }

    @Test
    void recordsGoAndTheOthersAndAllPlacesStay() throws Exception {
        Path mixed = file(new ArchiveName("purchases", false, 0, 0, 2), accepted("adele-1", 0), accepted("bob", 2));
        Path hers = file(new ArchiveName("purchases", false, 0, 3, 3), accepted("adele-1", 3));
        Path bobs = file(new ArchiveName("purchases", false, 0, 4, 4), accepted("bob", 4));
        Object untouched = Files.readAttributes(bobs, "unix:ino,lastModifiedTime");
        Map<ArchiveFolder.Partition, Long> ends = new ArchiveFolder(archive).ends();

        assertThat(rewrite()).isEqualTo(new ErasedArchive.Rewritten(2, 2, 0));

        RawRecord left = read(mixed).get(0);
        assertThat(left.record()).isEqualTo(order("bob", 2));
        assertThat(left.origin()).isEqualTo(new Origin("purchases", 0, 2));
        assertThat(left.receivedAtMillis()).isEqualTo(THEN.toEpochMilli() + 2);
        assertThat(read(mixed)).hasSize(1);
        assertThat(read(hers)).isEmpty();
        assertThat(Files.readAttributes(bobs, "unix:ino,lastModifiedTime")).isEqualTo(untouched);
        assertThat(new ArchiveFolder(archive).ends()).isEqualTo(ends);
        assertThat(new ArchiveFolder(archive).gaps()).isEmpty();
        assertThat(rewrite()).as("again").isEqualTo(new ErasedArchive.Rewritten(0, 0, 0));
    }

    @Test
    void refusedRecordsAreReadOrSearched() throws Exception {
        byte[] hers = new Wire().encode(order("adele-1", 0));
        byte[] bobs = new Wire().encode(order("bob", 1));
        byte[] garbage = "no record of bob".getBytes(StandardCharsets.UTF_8);
        Path file = file(
                new ArchiveName("purchases", true, 0, 0, 9),
                refused(hers, 0),
                refused(bobs, 1),
                refused("{\"user\":\"adele-1\"".getBytes(StandardCharsets.UTF_8), 2),
                refused(garbage, 3),
                refused(null, 4));

        assertThat(rewrite()).isEqualTo(new ErasedArchive.Rewritten(1, 2, 0));

        List<RawRecord> left = read(file);
        assertThat(left).extracting(record -> record.origin().position()).containsExactly(1L, 3L, 4L);
        assertThat(left.get(0).raw().value()).isEqualTo(bobs);
        assertThat(left.get(1).raw().value()).isEqualTo(garbage);
        assertThat(left.get(2).raw().value()).isNull();
    }

    @Test
    void filesOfACrashAreRewrittenToo() throws Exception {
        Path visible = file(new ArchiveName("purchases", false, 0, 0, 0), accepted("adele-1", 0));
        Path sealed = archive.resolve(".sealed-purchases-p0-1-1.avro.5");
        Files.move(file(new ArchiveName("purchases", false, 0, 1, 1), accepted("adele-1", 1)), sealed);
        Path open = Files.writeString(archive.resolve(".open-7"), "adele-1");
        Path covered = file(new ArchiveName("purchases", false, 1, 0, 0), accepted("adele-1", 0));
        file(new ArchiveName("purchases", false, 1, 0, 1), accepted("bob", 1));

        assertThat(rewrite()).isEqualTo(new ErasedArchive.Rewritten(2, 2, 0));

        assertThat(read(visible)).isEmpty();
        assertThat(open).doesNotExist();
        assertThat(covered).doesNotExist();
        Files.move(sealed, archive.resolve("purchases-p0-1-1.avro"));
        assertThat(read(archive.resolve("purchases-p0-1-1.avro"))).isEmpty();
        assertThat(folder.resolve("archive").toFile().list()).hasSize(3);
    }

    @Test
    void linesThatAPersonPutThereStayAsTheyAreButForHers() throws Exception {
        String form = "{\"event_id\":\"%s\",\"event_time\":\"2026-01-01T10:00:00Z\", \"user_id\":\"%s\","
                + "\"order_id\":\"o\",\"kind\":\"ORDER\",\"amount_minor\":%s,\"currency\":\"USD\"}";
        String bobs = form.formatted("p1", "bob", "1");
        String bad = form.formatted("p2", "bob", "-1");
        Path lines = archive.resolve("purchases-by-hand.jsonl");
        Files.write(
                lines,
                List.of(form.formatted("p0", "adele-1", "1"), bobs, bad, form.formatted("p3", "adele-1", "-1"), "{"));

        assertThat(rewrite()).isEqualTo(new ErasedArchive.Rewritten(1, 2, 0));

        assertThat(Files.readAllLines(lines)).containsExactly(bobs, bad, "{");
    }

    @Test
    void whatIsSuppressedIsCoveredByANameAndNotByARecord() throws Exception {
        ArchiveFolder open = new ArchiveFolder(archive);
        try (ArchiveWriter writer = new ArchiveWriter(open, new SimpleCounter())) {
            writer.write(Ingested.suppressed("purchases", new Origin("purchases", 0, 0)), null);
            writer.write(accepted("bob", 1), null);
            publish(open, writer);
            writer.write(Ingested.suppressed("purchases", new Origin("purchases", 0, 2)), null);
            publish(open, writer);
        }
        assertThat(open.files())
                .extracting(ArchiveName::toString)
                .containsExactlyInAnyOrder("purchases-p0-0-1.avro", "purchases-p0-2-2.avro");
        assertThat(open.ends()).isEqualTo(Map.of(new ArchiveFolder.Partition("purchases", 0), 2L));
        assertThat(read(archive.resolve("purchases-p0-2-2.avro"))).isEmpty();
    }

    private static void publish(ArchiveFolder folder, ArchiveWriter writer) throws Exception {
        for (SealedFile file : writer.prepareCommit()) {
            folder.publish(file.sealed(), file.name());
        }
    }
}
