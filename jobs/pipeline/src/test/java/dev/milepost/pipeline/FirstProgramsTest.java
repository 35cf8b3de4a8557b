package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.StreamFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FirstProgramsTest {

    private static final ProgramCatalog GIVEN = ProgramFiles.parse(Map.of("given", text("given", 1, "2026-01-01")));

    @TempDir
    private Path folder;

    private StringBuilder lines = new StringBuilder();

    @Test
    void aBackfillTakesAllVersionsOfItsFilesHoweverLateTheyWereSent() throws IOException {
        line("spring", 1, "2026-01-01", "2026-05-01T00:00:00Z");
        line("spring", 2, "2026-02-01", "2026-05-01T00:00:00Z");

        assertThat(labels(null)).containsExactly("given@1", "spring@1", "spring@2");
    }

    @Test
    void whatDoesNotAgreeIsLeftToTheGate() throws IOException {
        line("spring", 2, "2026-03-01", "2026-05-01T00:00:00Z");
        // A later version would be valid from an earlier time, another is said to be one that it is not, one is none.
        line("spring", 3, "2026-02-01", "2026-05-01T00:00:01Z");
        line("spring", 4, "2026-04-01", "2026-05-01T00:00:02Z");
        lines.append(json("other@1", "other", 1, text("spring", 9, "2026-09-01"), "2026-05-01T00:00:03Z"));
        lines.append(json("other@2", "other", 2, "program: other\\n", "2026-05-01T00:00:03Z"));
        line("given", 1, "2026-01-02", "2026-05-01T00:00:04Z");

        assertThat(labels(null)).containsExactly("given@1", "spring@2", "spring@4");
    }

    @Test
    void whatWasSentAfterTheEndOfTheRunIsNotRead() throws IOException {
        line("spring", 1, "2026-01-01", "2026-05-01T00:00:00Z");
        line("spring", 2, "2026-02-01", "2026-05-01T00:00:01Z");

        assertThat(labels(Instant.parse("2026-05-01T00:00:00Z"))).containsExactly("given@1", "spring@1");
    }

    @Test
    void aLiveJobsFirstRecordsAreThoseBelowTheNotedOffsets() {
        LoadedFirst first = new LoadedFirst("programs", Map.of(0, 2L));

        assertThat(first.holds(new Origin("programs", 0, 1))).isTrue();
        assertThat(first.holds(new Origin("programs", 0, 2))).isFalse();
        assertThat(first.holds(new Origin("programs", 1, 0))).isFalse();
        assertThat(first.holds(new Origin("reviews", 0, 0))).isFalse();
        assertThat(first.holds(Origin.ofFile("programs.jsonl", 7))).isTrue();
        assertThat(LoadedFirst.in(folder)).isEqualTo(LoadedFirst.NONE);
        assertThat(LoadedFirst.NONE.holds(new Origin("programs", 0, 0))).isFalse();
    }

    private List<String> labels(Instant until) throws IOException {
        Files.writeString(folder.resolve("programs.jsonl"), lines);
        ProgramCatalog known = FirstPrograms.of(
                StreamFiles.in(folder), LoadedFirst.NONE, GIVEN, Settings.defaults(), PersonalData.withoutKey(), until);
        return known.versions().stream().map(ProgramVersion::label).toList();
    }

    private void line(String program, int version, String from, String at) {
        lines.append(json(
                program + "@" + version,
                program,
                version,
                text(program, version, from).replace("\n", "\\n"),
                at));
    }

    private static String text(String program, int version, String from) {
        return "program: " + program + "\nversion: " + version + "\nvalid_from: " + from + "T00:00:00Z\n";
    }

    private static String json(String id, String program, int version, String text, String at) {
        return "{\"event_id\":\"" + id + at + "\",\"event_time\":\"" + at + "\",\"program_version\":\"" + id
                + "\",\"program_id\":\"" + program + "\",\"version\":" + version
                + ",\"valid_from\":\"2026-01-01T00:00:00Z\",\"file_name\":\"f.yaml\",\"text\":\""
                + text.replace("\n", "\\n") + "\"}\n";
    }
}
