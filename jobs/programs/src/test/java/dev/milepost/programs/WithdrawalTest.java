package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WithdrawalTest {

    private static final Instant FROM = Instant.parse("2027-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-02-03T04:05:06Z");

    private static final String FIRST = "program: spring\nversion: 1\nvalid_from: 2026-01-01T00:00:00Z\n";
    private static final String SCHEDULED = "program: spring\nversion: 2\nvalid_from: " + END + "\n";

    @Test
    void onlyTheVersionAndItsTimesChange() {
        assertThat(withdrawn("""
                # Ours.
                program: spring   # the id
                version: 3        # the third
                valid_from: 2026-01-01T00:00:00Z   # new year
                timezone: Europe/Berlin
                """)).contains("""
                # Ours.
                program: spring   # the id
                version: 4        # the third
                valid_from: 2027-01-01T00:00:00Z
                valid_to: 2027-02-03T04:05:06Z   # new year
                timezone: Europe/Berlin
                """);
    }

    @Test
    void anEndThatWasThereIsReplacedWhereverItStands() {
        assertThat(withdrawn("""
                valid_to: "2026-12-01T00:00:00Z"
                valid_from: '2026-01-01T00:00:00Z'
                version: 3
                program: spring""")).contains("""
                valid_to: 2027-02-03T04:05:06Z
                valid_from: 2027-01-01T00:00:00Z
                version: 4
                program: spring""");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{program: spring, version: 3, valid_from: 2026-01-01T00:00:00Z}",
                "---\n  program: spring\n  version: 3\n  valid_from: 2026-01-01T00:00:00Z\n  timezone: UTC\n",
                "program: spring\r\nversion: 3\r\nvalid_from: 2026-01-01T00:00:00+01:00\r\ntimezone: UTC\r\n",
                "version: 3\nprogram: \"spring\"\nvalid_from:\n  2026-01-01T00:00:00Z\n"
            })
    void aFileMayBeWrittenInOtherWays(String text) {
        ProgramVersion version = AppliedVersion.read("a.yaml", withdrawn(text).orElseThrow());

        assertThat(version.label()).isEqualTo("spring@4");
        assertThat(Instant.ofEpochMilli(version.validFromMillis())).isEqualTo(FROM);
        assertThat(Instant.ofEpochMilli(version.validToMillis())).isEqualTo(END);
    }

    @Test
    void whatOnlyAPersonShouldEditIsLeftToThem() {
        assertThat(withdrawn("program: spring\nversion: 3\nvalid_from: !!str \"2026-01-01T00:00:00Z\"\n"))
                .as("a tag stands before the value")
                .isEmpty();
        assertThat(withdrawn("program: spring\nversion: 3\nvalid_from: 2026-01-01T00:00:00Z\nold_key: 1\n"))
                .as("a file that this release cannot read")
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyProgramOfTheFieldCanBeWithdrawn(Path file) throws IOException {
        String text = Files.readString(file);
        ProgramVersion before = AppliedVersion.read("a.yaml", text);
        AppliedVersion last = new AppliedVersion(
                before.program(), before.version(), before.validFromMillis(), before.validToMillis(), "a.yaml", text);

        assertThat(Withdrawal.of(last, before.version() + 1, FROM, END))
                .hasValueSatisfying(after -> assertThat(AppliedVersion.read("a.yaml", after))
                        .isNotEqualTo(before)
                        .isEqualTo(before.as(before.version() + 1, FROM.toEpochMilli(), END.toEpochMilli())));
    }

    static List<Path> files() {
        return ScenarioFiles.programFiles();
    }

    @Test
    void aScheduledVersionNeverBegins() {
        AppliedVersion first = new AppliedVersion("spring", 1, 0, Long.MAX_VALUE, "a.yaml", FIRST);
        AppliedVersion scheduled =
                new AppliedVersion("spring", 2, END.toEpochMilli(), Long.MAX_VALUE, "b.yaml", SCHEDULED);
        AppliedVersion other = new AppliedVersion("autumn", 7, 0, Long.MAX_VALUE, "c.yaml", "");

        AppliedVersion ended = Withdrawal.ended("spring", List.of(scheduled, first, other), END)
                .orElseThrow();
        assertThat(ended).isEqualTo(first);
        assertThat(Withdrawal.ended("spring", List.of(scheduled, first), END.plusMillis(1)))
                .as("where it holds before")
                .contains(scheduled);
        String third = Withdrawal.of(ended, 3, FROM, END).orElseThrow();
        ProgramCatalog catalog = ProgramFiles.parse(Map.of("1", FIRST, "2", SCHEDULED, "3", third));
        assertThat(catalog.at("spring", FROM.toEpochMilli() - 1).version()).isEqualTo(1);
        assertThat(catalog.at("spring", END.toEpochMilli() - 1).version()).isEqualTo(3);
        assertThat(catalog.at("spring", END.toEpochMilli()).holdsAt(END.toEpochMilli()))
                .isFalse();
        List<ProgramVersion> versions = catalog.versions();
        assertThat(ProgramVersion.endMillis(versions, 0)).isEqualTo(FROM.toEpochMilli());
        assertThat(ProgramVersion.endMillis(versions, 1))
                .as("before it begins")
                .isLessThan(versions.get(1).validFromMillis());
        assertThat(ProgramVersion.endMillis(versions, 2)).isEqualTo(END.toEpochMilli());
    }

    private static Optional<String> withdrawn(String text) {
        AppliedVersion last = new AppliedVersion("spring", 3, 0, Long.MAX_VALUE, "a.yaml", text);
        return Withdrawal.of(last, 4, FROM, END);
    }
}
