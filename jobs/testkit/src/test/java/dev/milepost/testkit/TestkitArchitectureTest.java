package dev.milepost.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class TestkitArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.of("dev.milepost.testkit");

    /** What is compared with the jobs shares no line with them: neither operators nor models, nor their runtime. */
    @Test
    void theOracleIsIndependentOfWhatItJudges() {
        classes()
                .that()
                .resideOutsideOfPackage("dev.milepost.testkit.architecture..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.milepost.testkit..",
                        "dev.milepost.schemas..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "org.assertj..",
                        "com.sun.net.httpserver..",
                        "java..")
                .check(CLASSES);
        ArchitectureRules.usesOfTheProjectOnly("dev.milepost.testkit..", "dev.milepost.schemas..")
                .check(CLASSES);
    }
}
