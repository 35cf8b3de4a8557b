package dev.milepost.programs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.testkit.scenario.ScenarioFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The programs of the field, which the language has to be able to say. */
class FieldProgramsTest {

    @Test
    void everyFileIsReadWithoutAProblem() {
        List<Path> files = ScenarioFiles.programFiles();
        ProgramCatalog catalog = ProgramFiles.read(ScenarioFiles.programs());
        assertThat(catalog.versions()).hasSameSizeAs(files).hasSizeGreaterThan(24);
        assertThat(catalog.versions()).allSatisfy(version -> {
            assertThat(version.asks().size() + version.rewards().size()).isPositive();
            assertThat(version.review() == null).isEqualTo(version.rewards().isEmpty());
        });
    }

    /** A scenario is judged by the rewards and asks of its program alone. */
    @Test
    void scenariosNameRulesThatAreThere() {
        ProgramCatalog catalog = ProgramFiles.read(ScenarioFiles.programs());
        ScenarioFiles.all().forEach(scenario -> {
            List<ProgramVersion> versions = catalog.versions().stream()
                    .filter(version -> version.program().equals(scenario.program()))
                    .toList();
            assertThat(versions).isNotEmpty();
            assertThat(versions).allSatisfy(version -> {
                assertThat(version.asks().stream().map(ask -> ask.id()).toList())
                        .containsAll(
                                scenario.asks().stream().map(ask -> ask.ask()).toList());
                assertThat(version.rewards().stream().map(reward -> reward.id()).toList())
                        .containsAll(scenario.rewards().stream()
                                .map(reward -> reward.name().rule())
                                .toList());
            });
        });
    }
}
