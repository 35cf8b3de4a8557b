package dev.milepost.pipeline;

import dev.milepost.programs.ProgramFiles;
import dev.milepost.testkit.oracle.AttributionTrial;
import dev.milepost.testkit.programs.Programs;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The funnel of channels and referrals; the programs hold from the beginning. */
class FunnelOfReferralsOracleIT {

    private static final List<String> CASES = List.of(
            "a click on a code of nobody", "a click on a code that nobody shared", "a second program of referrals");

    @TempDir
    private static Path folder;

    private static FunnelRuns runs;

    @BeforeAll
    static void start() throws Exception {
        dev.milepost.testkit.programs.ProgramFiles.write(Programs.standing(), folder.resolve("programs"));
        runs = new FunnelRuns(
                "channels and referrals",
                CASES,
                ProgramFiles.read(folder.resolve("programs")),
                folder.resolve("pipeline"),
                warehouse -> new FunnelTrial(new AttributionTrial()::log, log -> Map.of(), warehouse));
    }

    @AfterAll
    static void stop() throws Exception {
        runs.close();
    }

    @TestFactory
    Stream<DynamicNode> ofChannelsAndReferrals() {
        return runs.all();
    }
}
