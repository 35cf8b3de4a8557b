package dev.milepost.pipeline;

import dev.milepost.oracle.Activations;
import dev.milepost.oracle.MilestoneTrial;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.testkit.harness.OracleHarness;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The numbers of the funnel on what Flink wrote equal what SQL makes of events, bindings, asks, exposures and ledgers, row by row, for every seed,
 * by turns in every variant.
 */
class FunnelOracleIT {

    /** What was compared, for whoever asks: {@code ./milepost oracle} shows it. */
    private static final Path FIGURES = Path.of("target", "oracle", "funnel.txt");

    /** What occurs with channels and referrals alone. */
    private static final List<String> OF_REFERRALS = List.of(
            "a click on a code of nobody", "a click on a code that nobody shared", "a second program of referrals");

    /** What occurs with programs that ask and reward. */
    private static final List<String> OF_ASKS = List.of(
            "a click by oneself",
            "a click on a code of nobody",
            "a code that two created",
            "a signal on a device that names no user",
            "a rejected referral",
            "an opt-out",
            "a withdrawn ask",
            "an ask that is held_out",
            "an ask that is not_asked",
            "an ask that is waiting",
            "an exposure that is held out",
            "an exposure that is asked",
            "a second program",
            "a referral by an ask of another program",
            "a referral without an ask",
            "a milestone that came to stage 9");

    @TempDir
    private static Path folder;

    private static TestWarehouse warehouse;
    private static PipelineUnderTest standing;
    private static PipelineUnderTest prompting;
    private static FunnelTrial ofReferrals;
    private static FunnelTrial ofAsks;
    private static final Map<FunnelTrial, OracleHarness> HARNESSES = new LinkedHashMap<>();

    @BeforeAll
    static void start() throws Exception {
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.standing(), folder.resolve("programs"));
        warehouse = new TestWarehouse();
        standing = new PipelineUnderTest(
                PipelineTopology::assemble, ProgramFiles.read(folder.resolve("programs")), folder.resolve("standing"));
        prompting =
                new PipelineUnderTest(PipelineTopology::assemble, ProgramCatalog.empty(), folder.resolve("prompting"));
        ofReferrals = new FunnelTrial(new AttributionTrial()::log, log -> Map.of(), warehouse);
        ofAsks = new FunnelTrial(MilestoneTrial::withSignals, FunnelOracleIT::activations, warehouse);
    }

    @AfterAll
    static void stop() throws Exception {
        standing.close();
        prompting.close();
        warehouse.close();
        Files.createDirectories(FIGURES.getParent());
        for (OracleHarness harness : HARNESSES.values()) {
            Files.writeString(
                    FIGURES,
                    "funnel: " + harness.figures() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
        if (OracleHarness.seeds().size() > 5) {
            ofReferrals.requireOccurred(OF_REFERRALS);
            ofAsks.requireOccurred(OF_ASKS);
        }
    }

    @TestFactory
    Stream<DynamicNode> ofChannelsAndReferrals() {
        return runs(ofReferrals, standing);
    }

    /** All programs, and their asks, arrive while events flow. */
    @TestFactory
    Stream<DynamicNode> ofAsksAndWhatComesOfThem() {
        return runs(ofAsks, prompting);
    }

    private static Stream<DynamicNode> runs(FunnelTrial trial, PipelineUnderTest pipeline) {
        OracleHarness harness = new OracleHarness(trial, pipeline, System.out::println);
        HARNESSES.put(trial, harness);
        return OracleRuns.of(harness);
    }

    /** By what the files say that are in the log. */
    private static Map<String, String> activations(List<TimedRecord> records) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (TimedRecord record : records) {
            if (record.record() instanceof AppliedProgram applied) {
                texts.put(applied.getProgramVersion(), applied.getText());
            }
        }
        return Activations.latest(ProgramFiles.parse(texts).versions());
    }
}
