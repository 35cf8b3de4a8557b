package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFacts;
import dev.milepost.testkit.programs.ProgramFiles;
import dev.milepost.testkit.programs.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The savepoint of every release is restored into the present graph, which goes on exactly. Also writes one, when asked to:
 * see {@link #HOW_TO_WRITE}.
 */
class ReleasedSavepointsTest {

    private static final String HOW_TO_WRITE =
            "mvn -pl jobs/pipeline -am test -Dtest=ReleasedSavepointsTest -Dsurefire.failIfNoSpecifiedTests=false"
                    + " -Dmilepost.write-savepoint=0.1.0";
    private static final Path SAVEPOINTS = Path.of("src/test/resources/savepoints");
    private static final long SEED = 1;
    private static final long MOST_BYTES = 1 << 20;

    @TempDir
    private Path folder;

    static List<ReleasedSavepoint> releases() throws IOException {
        try (Stream<Path> folders = Files.list(SAVEPOINTS)) {
            return folders.sorted().map(ReleasedSavepoint::new).toList();
        }
    }

    @BeforeAll
    static void writeWhenAsked(@TempDir Path temp) throws Exception {
        String version = System.getProperty("milepost.write-savepoint");
        if (version != null) {
            write(new ReleasedSavepoint(SAVEPOINTS.resolve(version)), temp);
        }
    }

    @Test
    void aReleaseHasLeftOne() throws IOException {
        assertThat(releases()).as("Write one: %s", HOW_TO_WRITE).isNotEmpty();
        for (ReleasedSavepoint release : releases()) {
            assertThat(release.bytes()).as("%s is checked in", release).isBetween(1L, MOST_BYTES);
        }
    }

    @ParameterizedTest
    @MethodSource("releases")
    void theSavepointIsRestoredAndGoesOnExactly(ReleasedSavepoint release) throws Exception {
        List<TimedRecord> events = release.events();
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(events), release.programs(), folder);
        for (VisibleRows.Version row : release.rows()) {
            run.rows().add(row);
        }
        long before = run.rows().inserted();

        run.start(2, release.unpack(folder.resolve("savepoint")), Long.MAX_VALUE)
                .getJobExecutionResult()
                .get();

        assertThat(run.delivered()).as("records since the savepoint").isBetween(1L, events.size() - 1L);
        assertThat(run.rows().inserted()).isGreaterThan(before);
        run.rows().assertAre(oracle(release.programs(), folder, events), events, "the savepoint of " + release);
        run.forget();
    }

    private static void write(ReleasedSavepoint release, Path temp) throws Exception {
        Population population = Population.of(SEED, PopulationPlan.small());
        List<TimedRecord> events = population.inReceivedOrder();
        ProgramFiles.write(population.programs(), release.programs());
        release.writeEvents(events);
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(events), release.programs(), temp);
        int held = events.size() * 3 / 5;

        JobClient job = run.start(1, null, held);
        while (run.delivered() < held) {
            assertThat(job.getJobStatus().get().isTerminalState()).isFalse();
            Thread.sleep(50);
        }
        String savepoint = job.stopWithSavepoint(
                        false, FlinkPaths.address(temp.resolve("savepoints")), SavepointFormatType.CANONICAL)
                .get();

        List<TimedRecord> taken = events.subList(0, (int) run.delivered());
        run.rows().assertAre(oracle(release.programs(), temp, taken), taken, "until the savepoint of " + release);
        release.pack(FlinkPaths.path(savepoint));
        release.writeRows(run.rows().latest());
        run.forget();
    }

    /** The independent answer, by the programs that the release knew. */
    private static List<SpecificRecord> oracle(Path programs, Path temp, List<TimedRecord> events) throws IOException {
        List<ProgramFacts> facts = Programs.all();
        Path present = temp.resolve("programs");
        ProgramFiles.write(facts, present);
        assertThat(texts(programs))
                .as("the testkit's programs have changed: keep those that savepoints were written with")
                .isEqualTo(texts(present));
        return new AttributionOracle(facts).answer(events).rows();
    }

    private static List<String> texts(Path programs) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(programs)) {
            for (Path file : files.sorted().toList()) {
                texts.add(file.getFileName() + "\n" + Files.readString(file));
            }
        }
        return texts;
    }
}
