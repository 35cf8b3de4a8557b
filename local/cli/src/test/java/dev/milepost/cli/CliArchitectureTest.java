package dev.milepost.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class CliArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.of("dev.milepost.cli");

    @Test
    void theTestkitIsForChaosAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.milepost.cli.chaos..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.milepost.testkit..", "dev.milepost.oracle..")
                .check(CLASSES);
    }

    /** What runs jobs goes by their topologies: neither by what they remember with nor by what they decide with. */
    @Test
    void theCommandLineKnowsNoJobsInside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.milepost.attribution.operator..", "dev.milepost.attribution.model..")
                .check(CLASSES);
    }
}
