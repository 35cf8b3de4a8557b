package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.milepost.testkit.scenario.ScenarioFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AntedatingTest {

    private static final Instant FIRST = Instant.parse("2025-03-04T05:06:07.089Z");

    @Test
    void theFirstVersionOfEachProgramHoldsFromThenOnAndLaterOnesWhenTheySay() {
        ProgramCatalog programs = ProgramFiles.parse(files(
                "program: spring\nversion: 2 # ours\nvalid_from: 2026-01-01T00:00:00Z\n",
                "program: spring\nversion: 3\nvalid_from: '2026-02-01T00:00:00Z'\ntimezone: Europe/Berlin\n",
                "program: old\nversion: 1\nvalid_from: 2024-01-01T00:00:00Z\n"));

        ProgramCatalog antedated = Antedating.of(programs, FIRST);

        assertThat(antedated.versions())
                .extracting(
                        ProgramVersion::label,
                        version ->
                                Instant.ofEpochMilli(version.validFromMillis()).toString())
                .containsExactly(
                        tuple("old@1", "2024-01-01T00:00:00Z"),
                        tuple("spring@2", FIRST.toString()),
                        tuple("spring@3", "2026-02-01T00:00:00Z"));
        assertThat(antedated.texts())
                .extracting(ProgramText::text)
                .contains("program: spring\nversion: 2 # ours\nvalid_from: 2025-03-04T05:06:07.089Z\n");
        assertThat(Antedating.of(antedated, FIRST).versions()).isEqualTo(antedated.versions());
    }

    @Test
    void aFileThatOnlyAPersonShouldEditIsRefused() {
        ProgramCatalog programs =
                ProgramFiles.parse(files("program: spring\nversion: 3\nvalid_from: !!str \"2026-01-01T00:00:00Z\"\n"));

        assertThatThrownBy(() -> Antedating.of(programs, FIRST))
                .isInstanceOf(ProgramFileException.class)
                .hasMessageContaining("spring@3: its valid_from is written in an unusual way")
                .hasMessageContaining("valid_from: " + FIRST);
    }

    @ParameterizedTest
    @MethodSource("fieldPrograms")
    void everyProgramOfTheFieldCanBeAntedated(Path file) {
        ProgramVersion declared = ProgramFiles.read(List.of(file)).versions().get(0);
        ProgramCatalog antedated = Antedating.of(ProgramFiles.read(List.of(file)), FIRST);

        assertThat(antedated.versions())
                .containsExactly(declared.as(declared.version(), FIRST.toEpochMilli(), declared.validToMillis()));
    }

    static List<Path> fieldPrograms() {
        return ScenarioFiles.programFiles();
    }

    @Test
    void aCatalogTakesTheProgramsOfAnotherInPlaceOfItsOwn() {
        ProgramCatalog own = ProgramFiles.parse(files(
                "program: spring\nversion: 1\nvalid_from: 2026-01-01T00:00:00Z\n",
                "program: spring\nversion: 2\nvalid_from: 2026-02-01T00:00:00Z\n",
                "program: autumn\nversion: 1\nvalid_from: 2026-01-01T00:00:00Z\n"));
        ProgramCatalog other =
                ProgramFiles.parse(files("program: spring\nversion: 1\nvalid_from: 2026-03-01T00:00:00Z\n"));

        ProgramCatalog both = own.with(other);

        assertThat(both.versions()).extracting(ProgramVersion::label).containsExactly("autumn@1", "spring@1");
        assertThat(both.at("spring", Instant.parse("2026-03-01T00:00:00Z").toEpochMilli())
                        .version())
                .isEqualTo(1);
        assertThat(both.texts()).extracting(ProgramText::label).containsExactly("autumn@1", "spring@1");
        assertThat(both.texts().get(1).text()).contains("2026-03-01");
    }

    private static Map<String, String> files(String... texts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (String text : texts) {
            files.put("file-" + files.size() + ".yaml", text);
        }
        return files;
    }
}
