package dev.milepost.pipeline;

import dev.milepost.oracle.MilestoneTrial;
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

/**
 * Milestones, asks, rewards and their ledger on Flink equal the independent oracle, row by row, for every seed in every variant;
 * all programs arrive while events flow.
 */
class MilestoneOracleTest {

    /** What was compared, for whoever asks: {@code ./milepost oracle} shows it. */
    private static final Path FIGURES = Path.of("target", "oracle", "milestones.txt");

    @TempDir
    private static Path folder;

    private static PipelineUnderTest pipeline;
    private static OracleHarness harness;

    @BeforeAll
    static void start() throws Exception {
        pipeline = new PipelineUnderTest(
                (records, terms) ->
                        Conservation.of(PipelineTopology.assemble(records, terms), MilestoneTrial.lifetimeBudgets()),
                ProgramCatalog.empty(),
                folder);
        harness = new OracleHarness(new MilestoneTrial(), pipeline, System.out::println);
    }

    @AfterAll
    static void stop() throws Exception {
        pipeline.close();
        Files.createDirectories(FIGURES.getParent());
        Files.writeString(FIGURES, "milestones: " + harness.figures() + "\n");
    }

    @TestFactory
    Stream<DynamicNode> equalsTheOracle() {
        return OracleRuns.of(harness);
    }
}
