package dev.milepost.adversaries;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.of("dev.milepost.adversaries");

    /** Neither code nor constants of a detector: of Milepost it knows the simulator and the contracts of events. */
    @Test
    void sharesNothingWithWhatFindsThem() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.milepost.adversaries..",
                        "dev.milepost.simulator..",
                        "dev.milepost.schemas.event..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "java..")
                .check(CLASSES);
    }

    @Test
    void nothingComesFromTheClockOrFromChance() {
        ArchitectureRules.takesNoTimeFromTheMachine("dev.milepost.adversaries..")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SplittableRandom.class, HashMap.class, HashSet.class)
                .check(CLASSES);
    }
}
