package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.MilestoneRow;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.ExpectedReward;
import dev.milepost.testkit.scenario.ExpectedReward.EntryKind;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The script of each example program through the whole graph: its milestones are reached when the script has an ask decided, or a
 * reward earned.
 */
class ScenarioMilestonesTest {

    /** A milestone reached, in the script's words. */
    private record Reached(String milestone, String subject, Instant at) {}

    @TempDir
    Path folder;

    static List<Scenario> scenarios() {
        return ScenarioFiles.all();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void milestonesAreReachedWhenTheScriptSays(Scenario scenario) throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String file : scenario.files()) {
            Files.copy(ScenarioFiles.programs().resolve(file), programs.resolve(file));
        }
        List<TimedRecord> delivery = new ArrayList<>(scenario.events());
        delivery.sort(Comparator.comparing(TimedRecord::receivedAt));
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(delivery), programs, folder).until(scenario.until());
        run.start(1, null, Long.MAX_VALUE).getJobExecutionResult().get();

        List<MilestoneRow> rows = run.rows().visible().stream()
                .filter(MilestoneRow.class::isInstance)
                .map(MilestoneRow.class::cast)
                .toList();
        assertThat(run.rows().visible())
                .as("nothing is refused")
                .noneMatch(row -> row instanceof DeadLetterRow letter
                        && letter.getReason().equals("behind_base"));
        assertThat(reached(rows, true))
                .as("milestones of asks")
                .containsExactlyInAnyOrderElementsOf(scenario.asks().stream()
                        .map(ask -> new Reached(ask.ask(), ask.user(), ask.milestoneAt()))
                        .toList());
        assertThat(reached(rows, false)).as("milestones of rewards").containsAll(earned(scenario));
        run.forget();
    }

    private static List<Reached> reached(List<MilestoneRow> rows, boolean asks) {
        return rows.stream()
                .filter(row -> row.getSubjectKind().equals("user") == asks)
                .map(row -> new Reached(row.getMilestoneId(), row.getSubjectId(), row.getReachedAt()))
                .toList();
    }

    /** Of rewards that stand, when each was earned; repetitions are earned by time alone. */
    private static List<Reached> earned(Scenario scenario) {
        List<Reached> earned = new ArrayList<>();
        for (ExpectedReward reward : scenario.rewards()) {
            boolean repetition =
                    reward.name().occurrence().chars().filter(c -> c == '#').count() > 1;
            if (reward.state() != EntryKind.VOIDED && !repetition) {
                earned.add(new Reached(
                        reward.name().rule(),
                        reward.name().subject(),
                        reward.state() == null
                                ? reward.skippedAt()
                                : reward.entries().get(0).effectiveAt()));
            }
        }
        return earned;
    }
}
