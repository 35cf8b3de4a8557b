package dev.milepost.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExperimentPlanCommandTest {

    @TempDir
    private Path folder;

    private Shell shell;

    @BeforeEach
    void place() {
        shell = new Shell(folder.resolve("home"));
    }

    private int plan(String... more) {
        List<String> arguments = new ArrayList<>(List.of("experiment", "plan"));
        arguments.addAll(List.of(more));
        return shell.run(arguments.toArray(String[]::new));
    }

    private JsonNode json(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.add("--json");
        assertThat(plan(arguments.toArray(String[]::new))).as(shell.err()).isZero();
        return new ObjectMapper().readTree(shell.out());
    }

    /** Half a standard deviation takes 64 in an arm (Cohen's table); 128 at 20 a day are 7 days, and 14 for outcomes. */
    @Test
    void unitsAndDaysAreSaidForBothWaysOfLooking() throws IOException {
        String[] asked = {"--mean", "12", "--sd", "4", "--effect", "2", "--per-day", "20", "--horizon-days", "14"};
        JsonNode root = json(asked);
        JsonNode once = root.get("fixed_horizon");
        assertThat(once.get("units").asLong()).isEqualTo(128);
        assertThat(once.get("units_control").asLong()).isEqualTo(64);
        assertThat(once.get("relative").asDouble()).isEqualTo(1 / 6.0, within(1e-12));
        assertThat(once.get("days").asLong()).isEqualTo(21);
        JsonNode sequence = root.get("confidence_sequence");
        assertThat(sequence.get("units").asDouble()).isEqualTo(1.915 * 128, within(5.0));
        assertThat(sequence.get("sequential")).isEqualTo(sequence.get("units"));

        assertThat(plan(asked)).isZero();
        assertThat(shell.out())
                .startsWith("Control: mean 12.0, standard deviation 4.0. Power 80.0 %, α 5.0 %.\n")
                .contains("once, at the end", "whenever, --sequential " + sequence.get("units"), "+16.7 %");
    }

    @Test
    void aLiftOfARateIsAPlanOfAProportion() throws IOException {
        JsonNode byLift = json("--rate", "20%", "--lift", "25%");
        assertThat(byLift.get("fixed_horizon").get("units").asLong()).isBetween(2_182L, 2_186L);
        assertThat(json("--rate", "0.2", "--effect", "0.05")).isEqualTo(byLift);
        JsonNode back = json(
                "--rate",
                "0.2",
                "--units",
                byLift.get("fixed_horizon").get("units").asText());
        assertThat(back.get("fixed_horizon").get("effect").asDouble()).isEqualTo(0.05, within(1e-4));
        assertThat(back.get("confidence_sequence").get("effect").asDouble()).isGreaterThan(0.06);
    }

    @Test
    void moreArmsAndMetricsAreJudgedMoreStrictly() throws IOException {
        JsonNode root =
                json("--rate", "20%", "--lift", "25%", "--arms", "3", "--metrics", "2", "--control-share", "50%");
        assertThat(root.get("alpha_per_comparison").asDouble()).isEqualTo(0.0125, within(1e-12));
        assertThat(root.get("confidence_sequence").get("sequential").asDouble())
                .isEqualTo(0.75 * root.get("confidence_sequence").get("units").asDouble(), within(1.0));
    }

    @Test
    void tooFewUnitsSeeNothing() throws IOException {
        assertThat(json("--rate", "90%", "--units", "20")
                        .get("fixed_horizon")
                        .get("effect")
                        .isNull())
                .isTrue();
        assertThat(plan("--rate", "90%", "--units", "20")).isZero();
        assertThat(shell.out()).contains("A dash: so many units see nothing with that power.");
    }

    @Test
    void thePageForGrowthManagersShowsWhatIsSaid() throws IOException {
        assertThat(plan("--rate", "4%", "--lift", "10%", "--per-day", "2000", "--horizon-days", "30"))
                .isZero();
        assertThat(Files.readString(Path.of("..", "..", "docs", "experiments.md")))
                .contains("```\n" + shell.out() + "```\n");
    }

    private void misunderstood(String message, String... more) {
        assertThat(plan(more)).isEqualTo(ExitCode.USAGE);
        assertThat(shell.err()).contains(message);
    }

    @Test
    void whatCannotBePlannedIsSaid() {
        misunderstood("Say what control is like", "--lift", "5%");
        misunderstood("Say what control is like", "--rate", "5%", "--mean", "3", "--lift", "5%");
        misunderstood("Say what is to be seen", "--rate", "5%");
        misunderstood("Say what is to be seen", "--rate", "5%", "--lift", "5%", "--units", "7");
        misunderstood("A proportion of 0.9 cannot change by 0.18", "--rate", "90%", "--lift", "20%");
        misunderstood("The effect is not 0", "--rate", "90%", "--lift", "0%");
        misunderstood("There is no lift on a mean of 0", "--mean", "0", "--sd", "1", "--lift", "20%");
        misunderstood("There are two arms or more, not 1", "--rate", "5%", "--lift", "5%", "--arms", "1");
        misunderstood("Power is above 0 and below 1", "--rate", "5%", "--lift", "5%", "--power", "100%");
        misunderstood("'many' is not a long", "--rate", "5%", "--units", "many");
    }
}
