package dev.milepost.runtime.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpoolBuilderTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @TempDir
    private Path temp;

    private Path events;
    private Path work;
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void folders() throws IOException {
        events = Files.createDirectory(temp.resolve("events"));
        work = temp.resolve("work");
    }

    private EventSpool build(Instant until) {
        return SpoolBuilder.build(
                StreamFiles.in(events),
                work,
                Settings.defaults(),
                PersonalData.withoutKey(),
                until,
                (phase, done, total) -> progress.add(phase + " " + done + "/" + total));
    }

    private static List<Ingested> read(EventSpool spool) throws IOException {
        List<Ingested> read = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(Files.newInputStream(spool.file()))) {
            in.skipNBytes(8);
            SpoolFormat.Reader reader = new SpoolFormat.Reader(in, 8);
            for (Ingested next = reader.read(); next != null; next = reader.read()) {
                read.add(next);
            }
        }
        return read;
    }

    @Test
    void sortsAllFilesIntoOneSpoolAndCountsWhatItFound() throws IOException {
        SourceFiles.write(
                events,
                "purchases.jsonl",
                SourceFiles.purchase("p2", NOON.plusSeconds(30)) + "\nnot json\n"
                        + SourceFiles.purchase("p1", NOON.minusSeconds(30)));
        SourceFiles.gzip(
                events,
                "clickstream-1.jsonl.gz",
                SourceFiles.click("c2", NOON) + "\n"
                        + SourceFiles.click("c1", NOON).replace("page_view", " "));
        SourceFiles.write(events, "notes.txt", "");
        EventSpool spool = build(null);

        assertThat(spool.eventsByStream()).isEqualTo(Map.of("purchases", 2L, "clickstream", 1L));
        assertThat(spool.deadByReason()).isEqualTo(Map.of("undecodable", 1L, "invalid", 1L));
        assertThat(spool.events()).isEqualTo(3);
        assertThat(spool.dead()).isEqualTo(2);
        assertThat(spool.ignored()).containsExactly("notes.txt");
        assertThat(spool.firstMillis()).isEqualTo(NOON.minusSeconds(30).toEpochMilli());
        assertThat(spool.horizonMillis()).isEqualTo(NOON.plusSeconds(30).toEpochMilli());
        List<Ingested> read = read(spool);
        assertThat(read.subList(0, 2))
                .extracting(ingested -> ingested.deadLetter().getDeadLetterId())
                .containsExactly("invalid:clickstream-1.jsonl.gz:2", "undecodable:purchases.jsonl:2");
        assertThat(read.subList(2, 5))
                .extracting(ingested -> ingested.event().eventId())
                .containsExactly("p1", "c2", "p2");
        assertThat(progress).first().asString().startsWith("reading");
        assertThat(progress).last().isEqualTo("sorting 5/5");
    }

    @Test
    void countsAndLeavesOutWhatIsAfterTheExplicitEnd() throws IOException {
        SourceFiles.write(
                events,
                "purchases.jsonl",
                SourceFiles.purchase("p1", NOON) + "\n" + SourceFiles.purchase("p2", NOON.plusMillis(1)) + "\n"
                        + SourceFiles.purchase("p3", NOON.plusMillis(2)));
        EventSpool spool = build(NOON.plusMillis(1));
        assertThat(spool.afterUntil()).isEqualTo(1);
        assertThat(spool.events()).isEqualTo(2);
        assertThat(read(spool)).hasSize(2);
        assertThat(spool.horizonMillis()).isEqualTo(NOON.plusMillis(1).toEpochMilli());
        Instant later = NOON.plusSeconds(3600);
        assertThat(build(later).horizonMillis()).isEqualTo(later.toEpochMilli());
    }

    /** Refused or not: what is after the end is no business of the run. */
    @Test
    void countsAndLeavesOutRefusedRecordsAfterTheExplicitEndToo() throws IOException {
        Instant after = NOON.plusMillis(1);
        SourceFiles.write(
                events,
                "clickstream.jsonl",
                SourceFiles.click("invalid", NOON).replace("page_view", " ") + "\n"
                        + SourceFiles.click("invalid after", after).replace("page_view", " ") + "\n"
                        + SourceFiles.click("no field", after).replace("page_view", "x\",\"own\":\"y") + "\n"
                        + received(SourceFiles.click("late", NOON), after.plusSeconds(90_000)) + "\n"
                        + received(SourceFiles.click("late after", after), after.plusSeconds(90_000)) + "\n"
                        + received(SourceFiles.click("future after", after), NOON.minusSeconds(90)) + "\n"
                        + received(
                                SourceFiles.click("untimed", NOON).replace("" + NOON.toEpochMilli(), "\"noon\""), after)
                        + "\n"
                        + "not json");

        EventSpool spool = build(NOON);

        assertThat(spool.deadByReason()).isEqualTo(Map.of("invalid", 1L, "late", 1L, "undecodable", 1L));
        assertThat(spool.afterUntil()).isEqualTo(5);
        assertThat(read(spool))
                .extracting(ingested -> ingested.deadLetter().getEventId())
                .containsExactlyInAnyOrder("invalid", "late", "");
        assertThat(progress).last().isEqualTo("sorting 3/3");
    }

    private static String received(String line, Instant time) {
        return line.replaceFirst("\\{", "{\"received_at\":\"" + time + "\",");
    }

    @Test
    void handsItsHorizonToTheJob() throws IOException {
        SourceFiles.write(events, "purchases.jsonl", SourceFiles.purchase("p1", NOON));
        Settings bounded = build(null).bounded(Settings.defaults());
        assertThat(bounded.get(IngestSettings.HORIZON_MILLIS)).isEqualTo(NOON.toEpochMilli());
    }

    @Test
    void anEmptyFolderIsAnEmptySpool() throws IOException {
        EventSpool spool = build(null);
        assertThat(read(spool)).isEmpty();
        assertThat(spool.firstMillis()).isEqualTo(Long.MIN_VALUE);
        assertThat(spool.horizonMillis()).isEqualTo(Long.MIN_VALUE);
        spool.delete();
        assertThat(spool.file()).doesNotExist();
    }

    @Test
    void leavesNothingBehindWhereAFileCannotBeRead() throws IOException {
        SourceFiles.write(events, "clickstream.jsonl", SourceFiles.click("c", NOON));
        Path gzip = SourceFiles.gzip(events, "purchases.jsonl.gz", SourceFiles.purchase("p", NOON));
        byte[] whole = Files.readAllBytes(gzip);
        Files.write(gzip, Arrays.copyOf(whole, whole.length - 10));
        assertThatThrownBy(() -> build(null))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("purchases");
        try (Stream<Path> left = Files.list(work)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aSpoolThatWasCutIsNotTakenForAWholeOne() throws IOException {
        SourceFiles.write(events, "purchases.jsonl", SourceFiles.purchase("p1", NOON));
        EventSpool spool = build(null);
        byte[] whole = Files.readAllBytes(spool.file());
        for (int length : new int[] {8, 20, whole.length - 12}) {
            Files.write(spool.file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> read(spool)).hasMessageContaining("was cut");
        }
    }

    @Test
    void saysWhereItCannotWrite() throws IOException {
        SourceFiles.write(events, "purchases.jsonl", SourceFiles.purchase("p1", NOON));
        work = Files.writeString(temp.resolve("a-file"), "");
        assertThatThrownBy(() -> build(null))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("cannot be written in")
                .hasMessageContaining("a-file");
    }
}
