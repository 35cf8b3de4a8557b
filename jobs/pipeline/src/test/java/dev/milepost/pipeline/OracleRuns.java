package dev.milepost.pipeline;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.milepost.testkit.harness.OracleHarness;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/** The runs of an oracle's harness as tests: of each pack each variant, and of that each seed. */
final class OracleRuns {

    private OracleRuns() {}

    static Stream<DynamicNode> of(OracleHarness harness) {
        return harness.packs()
                .map(pack -> dynamicContainer(
                        pack.name(),
                        harness.runs(pack)
                                .map(run -> dynamicContainer(
                                        run.name(),
                                        run.seeds().stream()
                                                .map(seed -> dynamicTest(
                                                        "seed " + seed + ", " + run.name(),
                                                        () -> run.verify(seed)))))));
    }
}
