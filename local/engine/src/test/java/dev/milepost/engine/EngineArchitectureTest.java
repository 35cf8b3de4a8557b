package dev.milepost.engine;

import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class EngineArchitectureTest {

    @Test
    void theEngineKnowsNothingOfMilepost() {
        ArchitectureRules.usesOfTheProjectOnly("dev.milepost.engine..")
                .check(ArchitectureRules.of("dev.milepost.engine"));
    }
}
