package dev.milepost.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.programs.ProgramVersion;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.SentProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignTest {

    private static final Instant LATER = Instant.parse("2026-05-01T12:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void allVersionsAreValidProgramsThatGoTogether() throws Exception {
        Path files = Campaign.write(folder.resolve("programs"));
        for (Campaign.Change change : Campaign.changes(Duration.ofMinutes(5))) {
            SentProgram version = Campaign.applied(change.program(), LATER);
            Files.writeString(files.resolve(version.label().replace('@', '-') + ".yaml"), version.text());
        }
        ProgramCatalog read = ProgramFiles.read(files);
        assertThat(read.versions().stream().map(ProgramVersion::label))
                .containsExactlyInAnyOrder(
                        "club@1",
                        "friends-and-family@1",
                        "friends-and-family@2",
                        "newcomers@1",
                        "seasonal@1",
                        "seasonal@2",
                        "up-and-running@1",
                        "up-and-running@2");
        assertThat(read.versions().stream()
                        .filter(version -> version.validToMillis() != Long.MAX_VALUE)
                        .map(ProgramVersion::label))
                .as("withdrawn")
                .containsExactly("seasonal@2");
    }

    @Test
    void aLogsRecordsAreKnownAgain() {
        List<SentProgram> applied = Campaign.changes(Duration.ofMinutes(5)).stream()
                .map(change -> Campaign.applied(change.program(), LATER))
                .toList();
        List<TimedRecord> log = applied.stream()
                .map(version -> new TimedRecord(
                        Campaign.record(version, LATER.minus(Campaign.NOTICE)), LATER.minus(Campaign.NOTICE)))
                .toList();
        assertThat(Campaign.appliedIn(log)).isEqualTo(applied);
        assertThat(Recording.appliedInTime(log)).isEqualTo(applied.size());
        assertThat(Recording.appliedInTime(List.of(new TimedRecord(
                        Campaign.record(applied.get(0), LATER),
                        LATER.minusSeconds(60).plusMillis(1)))))
                .isZero();
    }
}
