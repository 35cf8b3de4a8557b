package dev.milepost.testkit.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScenarioFilesTest {

    private static final List<Scenario> ALL = ScenarioFiles.all();

    @Test
    void everyProgramHasAScenarioInWhichItFiresAndANearMiss() {
        Map<String, Scenario> byName = ALL.stream().collect(Collectors.toMap(Scenario::name, Function.identity()));
        List<String> programs = ScenarioFiles.programFiles().stream()
                .map(file -> file.getFileName().toString().replace(".yaml", ""))
                .toList();
        assertThat(programs).hasSizeGreaterThan(24);
        for (String program : programs) {
            assertThat(byName).containsKeys(program + ScenarioFiles.FIRES, program + ScenarioFiles.NEAR_MISS);
            assertThat(byName.get(program + ScenarioFiles.FIRES).files()).contains(program + ".yaml");
            assertThat(byName.get(program + ScenarioFiles.NEAR_MISS).files()).contains(program + ".yaml");
        }
        // Others tell what comes of a reward afterwards: NAME.WHAT, NAME.WHAT.near-miss.
        assertThat(byName.keySet())
                .allSatisfy(name -> assertThat(programs).contains(name.substring(0, name.indexOf('.'))));
    }

    @Test
    void everyScenarioNamesFilesThatAreThere() {
        List<String> names = ScenarioFiles.programFiles().stream()
                .map(Path::getFileName)
                .map(Path::toString)
                .toList();
        assertThat(ALL).allSatisfy(scenario -> assertThat(names).containsAll(scenario.files()));
    }

    @Test
    void whereItFiresSomethingIsGivenOrAsked() {
        assertThat(ALL)
                .filteredOn(scenario -> scenario.name().endsWith(ScenarioFiles.FIRES))
                .allSatisfy(scenario -> assertThat(
                                scenario.asks().size() + scenario.rewards().size())
                        .isPositive());
    }

    /** What is expected comes of what happens: nobody is asked or rewarded who does not appear. */
    @Test
    void whoIsExpectedSomethingIsInTheEvents() {
        assertThat(ALL).allSatisfy(scenario -> {
            List<String> users = scenario.events().stream()
                    .map(event -> event.text("user_id"))
                    .distinct()
                    .toList();
            assertThat(users)
                    .containsAll(scenario.asks().stream().map(ExpectedAsk::user).toList());
            assertThat(users)
                    .containsAll(scenario.rewards().stream()
                            .map(reward -> reward.name().beneficiary())
                            .toList());
        });
    }
}
