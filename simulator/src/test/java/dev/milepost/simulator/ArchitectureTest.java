package dev.milepost.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.milepost.testkit.architecture.ArchitectureRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.milepost.simulator");

    @Test
    void sharesNothingWithWhatItTests() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.milepost.simulator..",
                        "dev.milepost.schemas.event..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "java..")
                .check(CLASSES);
    }

    @Test
    void nothingComesFromTheClockOrFromChance() {
        ArchitectureRules.takesNoTimeFromTheMachine("dev.milepost.simulator..").check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, SplittableRandom.class, HashMap.class, HashSet.class)
                .check(CLASSES);
    }
}
