package dev.milepost.pipeline;

import dev.milepost.oracle.Activations;
import dev.milepost.oracle.MilestoneTrial;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.schemas.event.AppliedProgram;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The funnel of programs that ask and reward: all of them, and their asks, arrive while events flow. */
class FunnelOfAsksOracleIT {

    private static final List<String> CASES = List.of(
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

    private static FunnelRuns runs;

    @BeforeAll
    static void start() throws Exception {
        runs = new FunnelRuns(
                "asks and what comes of them",
                CASES,
                ProgramCatalog.empty(),
                folder.resolve("pipeline"),
                warehouse ->
                        new FunnelTrial(MilestoneTrial::withSignals, FunnelOfAsksOracleIT::activations, warehouse));
    }

    @AfterAll
    static void stop() throws Exception {
        runs.close();
    }

    @TestFactory
    Stream<DynamicNode> ofAsksAndWhatComesOfThem() {
        return runs.all();
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
