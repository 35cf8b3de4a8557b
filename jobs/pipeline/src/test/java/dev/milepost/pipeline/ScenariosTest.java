package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.schemas.row.DeadLetterRow;
import dev.milepost.schemas.row.MilestoneRow;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scripts of each example program through the whole graph, two tasks wide, with every record twice: every ask, reward and
 * ledger entry, and no other.
 */
@Execution(ExecutionMode.CONCURRENT)
class ScenariosTest {

    private static final int MOST_ATTEMPTS = 50;

    @TempDir
    Path folder;

    static List<Scenario> scenarios() {
        return ScenarioFiles.all();
    }

    /** Every fourth, held where a seed says. */
    static Stream<Scenario> someScenarios() {
        List<Scenario> all = scenarios();
        return IntStream.range(0, all.size()).filter(i -> i % 4 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatTheScriptSaysComesOfIt(Scenario scenario) throws Exception {
        DeliveredRun run = run(scenario);
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        verify(scenario, run);
    }

    @ParameterizedTest
    @MethodSource("someScenarios")
    void aRestoreAtAnotherParallelismChangesNothing(Scenario scenario) throws Exception {
        DeliveredRun run = run(scenario);
        int records = ScenarioRecords.of(scenario).size();
        int held = new Random(scenario.name().hashCode()).nextInt(records / 4, records);
        JobClient job = run.start(1, null, held);
        while (run.delivered() < held) {
            assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            Thread.sleep(50);
        }
        String savepoint = stop(job, folder.resolve("savepoints"));
        run.start(2, FlinkPaths.path(savepoint), Long.MAX_VALUE)
                .getJobExecutionResult()
                .get();
        verify(scenario, run);
    }

    /** Flink takes no savepoint while tasks still start, though all records may have been read. */
    static String stop(JobClient job, Path savepoints) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return job.stopWithSavepoint(false, FlinkPaths.address(savepoints), SavepointFormatType.CANONICAL)
                        .get();
            } catch (ExecutionException e) {
                if (attempt == MOST_ATTEMPTS || job.getJobStatus().get().isTerminalState()) {
                    throw e;
                }
                Thread.sleep(200);
            }
        }
    }

    private DeliveredRun run(Scenario scenario) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String file : scenario.files()) {
            Files.copy(ScenarioFiles.programs().resolve(file), programs.resolve(file));
        }
        return new DeliveredRun(DeliveredRun.ingested(ScenarioRecords.of(scenario)), programs, folder)
                .until(scenario.until());
    }

    static void verify(Scenario scenario, DeliveredRun run) {
        List<SpecificRecord> rows = run.rows().visible();
        run.forget();

        assertThat(ScenarioOutcome.of(DeadLetterRow.class, rows).map(DeadLetterRow::getReason))
                .doesNotContain("behind_base");
        assertThat(ScenarioOutcome.asks(rows)).as("asks").isEqualTo(ScenarioOutcome.expectedAsks(scenario, rows));
        assertThat(ScenarioOutcome.of(MilestoneRow.class, rows)
                        .filter(row -> row.getSubjectKind().equals("user")))
                .as("milestones of asks")
                .hasSize((int) scenario.asks().stream()
                        .map(ask -> List.of(ask.milestoneAt(), ask.ask(), ask.user()))
                        .distinct()
                        .count());
        assertThat(ScenarioOutcome.rewards(rows))
                .as("rewards")
                .isEqualTo(ScenarioOutcome.expectedRewards(scenario, rows));
    }
}
