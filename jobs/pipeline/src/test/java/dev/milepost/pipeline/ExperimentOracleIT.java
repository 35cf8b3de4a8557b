package dev.milepost.pipeline;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.testkit.harness.OracleHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The sums of live experiments on Flink equal what SQL makes of events, bindings and exposures, for every seed, by turns in every variant. */
class ExperimentOracleIT {

    /** What was compared, for whoever asks: {@code ./milepost oracle} shows it. */
    private static final Path FIGURES = Path.of("target", "oracle", "experiments.txt");

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static PipelineUnderTest pipeline;
    private static ExperimentTrial trial;
    private static OracleHarness harness;

    @BeforeAll
    static void start() throws Exception {
        warehouse = new TestWarehouse();
        pipeline =
                new PipelineUnderTest(PipelineTopology::assemble, ProgramCatalog.empty(), folder.resolve("pipeline"));
        trial = new ExperimentTrial(warehouse);
        harness = new OracleHarness(trial, pipeline, System.out::println);
    }

    @AfterAll
    static void stop() throws Exception {
        pipeline.close();
        warehouse.close();
        Files.createDirectories(FIGURES.getParent());
        Files.writeString(FIGURES, "experiments: " + harness.figures() + "\n");
        if (OracleHarness.seeds().size() > 5) {
            trial.requireTelling();
        }
    }

    /** All programs arrive while events flow. */
    @TestFactory
    Stream<DynamicNode> ofWhoWasAskedAndWhoWasHeldOut() {
        return OracleRuns.of(harness);
    }
}
