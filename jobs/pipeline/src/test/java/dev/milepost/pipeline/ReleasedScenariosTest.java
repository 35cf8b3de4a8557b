package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioFiles;
import dev.milepost.testkit.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.execution.JobClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A savepoint that a release took in the midst of a script is restored into the present graph, which goes on to exactly the asks,
 * rewards and ledger entries that the script says: what milestones, asks and ledgers remember is read on. Also writes them, when
 * asked to: see {@link #HOW_TO_WRITE}.
 */
class ReleasedScenariosTest {

    private static final String HOW_TO_WRITE =
            "mvn -pl jobs/pipeline -am test -Dtest=ReleasedScenariosTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dmilepost.write-savepoint=0.2.0";
    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints-of-scripts");
    private static final Path RELEASES = Path.of("src/test/resources/savepoints");
    private static final String BEFORE_PROGRAMS = "0.1.0";
    private static final String SCRIPT = "script.txt";

    /** Asks with an experiment and a ladder of advocates; rewards of both sides with hold, verdict, payout and reversal. */
    private static final List<String> SCRIPTS = List.of("five-milestones.fires", "two-way-with-bonus.fires");

    private static final long MOST_BYTES = 200_000;

    @TempDir
    private Path folder;

    static List<Path> releases() throws IOException {
        List<Path> releases = new ArrayList<>();
        for (Path version : list(SAVEPOINTS)) {
            releases.addAll(list(version));
        }
        return releases;
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    @BeforeAll
    static void writeWhenAsked(@TempDir Path temp) throws Exception {
        String version = System.getProperty("milepost.write-savepoint");
        if (version != null) {
            for (String script : SCRIPTS) {
                write(SAVEPOINTS.resolve(version).resolve(script), script, temp.resolve(script));
            }
        }
    }

    @Test
    void everyReleaseThatCarriesOutProgramsHasLeftSome() throws IOException {
        List<String> without = list(RELEASES).stream()
                .map(release -> release.getFileName().toString())
                .filter(release -> !release.equals(BEFORE_PROGRAMS))
                .filter(release -> !Files.isDirectory(SAVEPOINTS.resolve(release)))
                .toList();
        assertThat(without).as("Write them: %s", HOW_TO_WRITE).isEmpty();
        for (Path release : releases()) {
            assertThat(new ReleasedSavepoint(release).bytes())
                    .as("%s is checked in", release)
                    .isBetween(1L, MOST_BYTES);
        }
    }

    @ParameterizedTest(allowZeroInvocations = true) // until the first of these releases
    @MethodSource("releases")
    void theScriptGoesOnFromItsMidst(Path release) throws Exception {
        Scenario scenario = ScenarioReader.read(release.resolve(SCRIPT));
        ReleasedSavepoint released = new ReleasedSavepoint(release);
        List<TimedRecord> events = released.events();
        DeliveredRun run = run(released, events, scenario, folder);
        for (VisibleRows.Version row : released.rows()) {
            run.rows().add(row);
        }
        run.start(2, released.unpack(folder.resolve("savepoint")), Long.MAX_VALUE)
                .getJobExecutionResult()
                .get();
        assertThat(run.delivered()).as("records since the savepoint").isBetween(1L, events.size() - 1L);
        ScenariosTest.verify(scenario, run);
    }

    private static DeliveredRun run(
            ReleasedSavepoint released, List<TimedRecord> events, Scenario scenario, Path folder) {
        return new DeliveredRun(DeliveredRun.ingested(events), released.programs(), folder).until(scenario.until());
    }

    private static void write(Path target, String script, Path temp) throws Exception {
        Path text = ScenarioFiles.programs().resolve("scenarios").resolve(script + ".txt");
        Scenario scenario = ScenarioReader.read(text);
        ReleasedSavepoint release = new ReleasedSavepoint(target);
        Files.createDirectories(release.programs());
        for (String file : scenario.files()) {
            Files.copy(
                    ScenarioFiles.programs().resolve(file),
                    release.programs().resolve(file),
                    StandardCopyOption.REPLACE_EXISTING);
        }
        Files.copy(text, target.resolve(SCRIPT), StandardCopyOption.REPLACE_EXISTING);
        List<TimedRecord> events = ScenarioRecords.of(scenario);
        release.writeEvents(events);
        DeliveredRun run = run(release, events, scenario, temp);
        int held = events.size() * 3 / 5;
        JobClient job = run.start(1, null, held);
        while (run.delivered() < held) {
            assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            Thread.sleep(50);
        }
        release.pack(FlinkPaths.path(ScenariosTest.stop(job, temp.resolve("savepoints"))));
        release.writeRows(run.rows().latest());
        run.forget();
    }
}
