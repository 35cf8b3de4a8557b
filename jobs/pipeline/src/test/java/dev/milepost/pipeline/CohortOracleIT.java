package dev.milepost.pipeline;

import dev.milepost.oracle.MilestoneTrial;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.testkit.harness.OracleHarness;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Cohorts on Flink equal what SQL makes of events and credits, row by row, for every seed, by turns in every variant. */
class CohortOracleIT {

    /** What was compared, for whoever asks: {@code ./milepost oracle} shows it. */
    private static final Path FIGURES = Path.of("target", "oracle", "cohorts.txt");

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static PipelineUnderTest standing;
    private static PipelineUnderTest prompting;
    private static final List<OracleHarness> HARNESSES = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.standing(), folder.resolve("programs"));
        warehouse = new TestWarehouse();
        standing = new PipelineUnderTest(
                PipelineTopology::assemble, ProgramFiles.read(folder.resolve("programs")), folder.resolve("standing"));
        prompting =
                new PipelineUnderTest(PipelineTopology::assemble, ProgramCatalog.empty(), folder.resolve("prompting"));
    }

    @AfterAll
    static void stop() throws Exception {
        standing.close();
        prompting.close();
        warehouse.close();
        Files.createDirectories(FIGURES.getParent());
        for (OracleHarness harness : HARNESSES) {
            Files.writeString(
                    FIGURES,
                    "cohorts: " + harness.figures() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    @TestFactory
    Stream<DynamicNode> ofChannelsAndReferrals() {
        return runs(new CohortTrial(new AttributionTrial()::log, false, warehouse), standing);
    }

    /** All programs, and their asks, arrive while events flow. */
    @TestFactory
    Stream<DynamicNode> ofReferralsThatWereAskedFor() {
        return runs(new CohortTrial(MilestoneTrial::withAttribution, true, warehouse), prompting);
    }

    private static Stream<DynamicNode> runs(CohortTrial trial, PipelineUnderTest pipeline) {
        OracleHarness harness = new OracleHarness(trial, pipeline, System.out::println);
        HARNESSES.add(harness);
        return OracleRuns.of(harness);
    }
}
