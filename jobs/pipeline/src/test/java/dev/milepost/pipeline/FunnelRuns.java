package dev.milepost.pipeline;

import dev.milepost.programs.ProgramCatalog;
import dev.milepost.testkit.harness.OracleHarness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * The numbers of the funnel on what Flink wrote of a population, against what SQL makes of events, bindings, asks, exposures and ledgers, row by
 * row, for every seed, by turns in every variant.
 */
final class FunnelRuns implements AutoCloseable {

    /** Of what was compared, for whoever asks: {@code ./milepost oracle} shows it. */
    private static final Path FIGURES = Path.of("target", "oracle");

    private final String name;
    private final List<String> cases;
    private final TestWarehouse warehouse = new TestWarehouse();
    private final PipelineUnderTest pipeline;
    private final FunnelTrial trial;
    private final OracleHarness harness;

    /**
     * Of one population.
     *
     * @param name of it
     * @param cases what has to occur in it
     * @param work an empty folder
     */
    FunnelRuns(
            String name,
            List<String> cases,
            ProgramCatalog programs,
            Path work,
            Function<TestWarehouse, FunnelTrial> population)
            throws Exception {
        this.name = name;
        this.cases = cases;
        this.pipeline = new PipelineUnderTest(PipelineTopology::assemble, programs, work);
        this.trial = population.apply(warehouse);
        this.harness = new OracleHarness(trial, pipeline, System.out::println);
    }

    Stream<DynamicNode> all() {
        return OracleRuns.of(harness);
    }

    /** Says what was compared; of a few seeds all cases have to have occurred. */
    @Override
    public void close() throws Exception {
        pipeline.close();
        warehouse.close();
        say();
        if (OracleHarness.seeds().size() > 5) {
            trial.requireOccurred(cases);
        }
    }

    private void say() throws IOException {
        Files.createDirectories(FIGURES);
        Files.writeString(
                FIGURES.resolve("funnel-" + name + ".txt"), "funnel, " + name + ": " + harness.figures() + "\n");
    }
}
