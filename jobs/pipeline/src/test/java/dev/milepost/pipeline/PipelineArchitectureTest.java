package dev.milepost.pipeline;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class PipelineArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.of("dev.milepost.pipeline");

    @Test
    void thePipelineUsesJobsAndNothingAboveIt() {
        ArchitectureRules.usesOfTheProjectOnly(
                        "dev.milepost.pipeline..",
                        "dev.milepost.attribution..",
                        "dev.milepost.milestones..",
                        "dev.milepost.fraud..",
                        "dev.milepost.cohorts..",
                        "dev.milepost.experiments..",
                        "dev.milepost.programs..",
                        "dev.milepost.runtime..",
                        "dev.milepost.schemas..")
                .check(CLASSES);
    }

    /** The rules of all rooms at once, so that one that is new has them from its first day. */
    @Test
    void whatDecidesIsPlainJavaInEveryRoom() {
        ArchitectureRules.decidesInPlainJava("dev.milepost..model..").check(ArchitectureRules.of("dev.milepost"));
    }
}
