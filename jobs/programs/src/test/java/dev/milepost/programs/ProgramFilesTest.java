package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.milepost.programs.model.EventFacts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramFilesTest {

    private static final long DAY = 86_400_000L;

    private static final String WHOLE = """
            program: first-success
            version: 3
            valid_from: 2026-01-01T00:00:00Z
            timezone: UTC
            retroactive: none
            currency: USD
            budget: {amount: 500000.00}
            attribution: {window: 14d, exclude_channels: [Direct, email], click_window: 36h, bind: first, evidence: [code, link], half_life: 90m}
            qualifies: {on: {event: order, where: {amount: {at_least: 5.00}}}, within: 60d}
            activation: {event: activated}
            asks: [{id: up-and-running, on: {all: [{event: project_created}]}, channel: in_app, template: t}]
            rewards: [{id: activated, on: {event: activated}, per: referral, effects: [{to: advocate, kind: credit, amount: 20.00}]}]
            review: {risk_over: 0.3, on_timeout: void, after: 7d}
            """;

    @Test
    void aWholeFileIsReadAndTheKeysOfOtherJobsAreLeftAlone() {
        ProgramVersion version = ProgramFiles.parse(Map.of("p.yaml", WHOLE))
                .at("first-success", Instant.parse("2026-02-01T00:00:00Z").toEpochMilli());
        assertThat(version.program()).isEqualTo("first-success");
        assertThat(version.version()).isEqualTo(3);
        assertThat(version.validFromMillis()).isEqualTo(1_767_225_600_000L);
        assertThat(version.currency()).isEqualTo("USD");
        assertThat(version.attribution())
                .isEqualTo(new AttributionTerms(
                        14 * DAY,
                        Set.of("direct", "email"),
                        129_600_000L,
                        Bind.FIRST,
                        Set.of(Evidence.CODE, Evidence.LINK),
                        5_400_000L));
        assertThat(version.qualifies().event()).isEqualTo("order");
        assertThat(version.qualifies().withinMillis()).isEqualTo(60 * DAY);
        assertThat(version.qualifies().matches(EventFacts.purchase("order", "USD", 500, null, Map.of())))
                .isTrue();
        assertThat(version.qualifies().matches(EventFacts.purchase("order", "USD", 499, null, Map.of())))
                .isFalse();
    }

    @Test
    void aShortFileHasTheDefaults() {
        ProgramVersion version = ProgramFiles.parse(Map.of("p.yaml", file("p", 1, "2026-01-01T00:00:00Z")))
                .at("p", Long.MAX_VALUE);
        assertThat(version.currency()).isNull();
        assertDefaults(version);
    }

    @Test
    void withoutAFileTheDefaultsHoldUnderTheIdAskedFor() {
        ProgramCatalog catalog = ProgramCatalog.empty();
        assertDefaults(catalog.defaults());
        assertThat(catalog.defaults().program()).isEqualTo("default");
        assertThat(catalog.at("default", 0)).isEqualTo(catalog.defaults());
        assertThat(catalog.at("unheard-of", 0).program()).isEqualTo("unheard-of");
        assertDefaults(catalog.at("unheard-of", 0));
        assertThat(catalog.eventNames()).containsExactly("order");
        assertThat(catalog.maxWindowMillis(0)).isEqualTo(30 * DAY);
        assertThat(catalog.programs()).isEmpty();
    }

    private static void assertDefaults(ProgramVersion version) {
        AttributionTerms terms = version.attribution();
        assertThat(terms.windowMillis()).isEqualTo(30 * DAY);
        assertThat(terms.excludeChannels()).isEmpty();
        assertThat(terms.clickWindowMillis()).isEqualTo(30 * DAY);
        assertThat(terms.bind()).isEqualTo(Bind.LAST);
        assertThat(terms.evidence()).containsExactlyInAnyOrder(Evidence.values());
        assertThat(terms.halfLifeMillis()).isEqualTo(7 * DAY);
        assertThat(version.qualifies()).isEqualTo(new Qualification("order", List.of(), 90 * DAY));
    }

    @Test
    void theVersionInForceChangesExactlyAtValidFrom() {
        ProgramCatalog catalog = ProgramFiles.parse(Map.of(
                "b.yaml", file("p", 10, "2026-02-01T01:00:00+01:00"),
                "a.yaml", file("p", 9, "2026-01-01T00:00:00Z"),
                "c.yaml", file("p", 11, "2026-02-01T00:00:00Z")));
        long first = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        long second = Instant.parse("2026-02-01T00:00:00Z").toEpochMilli();
        assertThat(catalog.at("p", first - 1).version()).isZero();
        assertThat(catalog.at("p", first - 1).program()).isEqualTo("p");
        assertThat(catalog.at("p", first).version()).isEqualTo(9);
        assertThat(catalog.at("p", second - 1).version()).isEqualTo(9);
        assertThat(catalog.at("p", second).version()).isEqualTo(11);
        assertThat(catalog.at("q", second).version()).isZero();
    }

    @Test
    void theDefaultProgramMayHaveAFileOfItsOwn() {
        ProgramCatalog catalog = ProgramFiles.parse(
                Map.of("d.yaml", file("default", 1, "2026-01-01T00:00:00Z") + "attribution: {window: 1d}\n"));
        assertThat(catalog.at("default", Long.MAX_VALUE).attribution().windowMillis())
                .isEqualTo(DAY);
        assertThat(catalog.at("default", 0)).isEqualTo(catalog.defaults());
    }

    @Test
    void theCatalogKnowsTheWidestWindowsAndAllEventsThatQualify() {
        ProgramCatalog catalog = ProgramFiles.parse(Map.of(
                "a.yaml",
                file("a", 1, "2026-01-01T00:00:00Z")
                        + "attribution: {window: 45d, click_window: 7d}\nqualifies: {on: {event: activated}, within: 120d}\n",
                "b.yaml",
                file("b", 1, "2026-01-01T00:00:00Z") + "attribution: {window: 7d, click_window: 60d}\n"));
        assertThat(catalog.maxWindowMillis(Long.MAX_VALUE)).isEqualTo(45 * DAY);
        assertThat(catalog.eventNames()).containsExactlyInAnyOrder("activated", "order");
        assertThat(catalog.programs()).containsExactly("a", "b");
    }

    @Test
    void aFolderIsReadFileByFileAndTheCatalogSurvivesSerialisation(@TempDir Path dir) throws Exception {
        Files.writeString(dir.resolve("one.yaml"), WHOLE);
        Files.writeString(dir.resolve("two.yml"), file("two", 1, "2026-01-01T00:00:00Z"));
        Files.writeString(dir.resolve("README.md"), "not a program");
        Files.createDirectory(dir.resolve("old.yaml"));
        ProgramCatalog catalog = ProgramFiles.read(dir);
        assertThat(catalog.programs()).containsExactly("first-success", "two");

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(catalog);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            ProgramCatalog copy = (ProgramCatalog) in.readObject();
            assertThat(copy.at("first-success", Long.MAX_VALUE)).isEqualTo(catalog.at("first-success", Long.MAX_VALUE));
            assertThat(copy.toString()).isEqualTo("programs [first-success@3, two@1]");
        }
    }

    @Test
    void problemsOfAllFilesAreToldAtOnceWithTheirFiles(@TempDir Path dir) throws IOException {
        Path one = Files.writeString(dir.resolve("one.yaml"), "program: p\nversion: 1\n");
        Path two = Files.writeString(dir.resolve("two.yaml"), "program: [\n");
        Path three = Files.write(dir.resolve("three.yaml"), new byte[] {'a', ':', (byte) 0xff});
        assertThatThrownBy(() -> ProgramFiles.read(dir)).isInstanceOfSatisfying(ProgramFileException.class, e -> {
            assertThat(e.problems()).hasSize(3);
            assertThat(e.problems().get(0))
                    .isEqualTo(one + ":1:1: there is no valid_from: add valid_from: 2026-01-01T00:00:00Z");
            assertThat(e.problems().get(1)).isEqualTo(three + ":1:3: is not UTF-8 text: save the file as UTF-8");
            assertThat(e.problems().get(2)).startsWith(two + ":1:11: is not valid YAML (");
            assertThat(e.getMessage()).isEqualTo(String.join("\n", e.problems()));
        });
    }

    @Test
    void aFolderThatIsNoneIsRefused(@TempDir Path dir) {
        assertThatThrownBy(() -> ProgramFiles.read(dir.resolve("none")))
                .isInstanceOf(ProgramFileException.class)
                .hasMessage(dir.resolve("none") + ": is no folder: name the one that holds the program files");
    }

    static String file(String program, int version, String validFrom) {
        return "program: " + program + "\nversion: " + version + "\nvalid_from: " + validFrom + "\n";
    }
}
