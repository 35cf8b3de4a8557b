package dev.milepost.pipeline;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.testkit.harness.OracleHarness;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Attribution on Flink equals the independent oracle, row by row, for every seed in every variant. */
class AttributionOracleTest {

    /** What was compared, for whoever asks: {@code ./milepost oracle} shows it. */
    private static final Path FIGURES = Path.of("target", "oracle", "attribution.txt");

    @TempDir
    private static Path folder;

    private static PipelineUnderTest pipeline;
    private static OracleHarness harness;

    @BeforeAll
    static void start() throws Exception {
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.standing(), folder.resolve("programs"));
        pipeline = new PipelineUnderTest(
                PipelineTopology::throughAttribution, ProgramFiles.read(folder.resolve("programs")), folder);
        harness = new OracleHarness(new AttributionTrial(), pipeline, System.out::println);
    }

    @AfterAll
    static void stop() throws Exception {
        pipeline.close();
        Files.createDirectories(FIGURES.getParent());
        Files.writeString(FIGURES, "attribution: " + harness.figures() + "\n");
    }

    @TestFactory
    Stream<DynamicNode> equalsTheOracle() {
        return OracleRuns.of(harness);
    }
}
