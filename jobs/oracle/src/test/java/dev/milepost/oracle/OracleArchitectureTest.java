package dev.milepost.oracle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class OracleArchitectureTest {

    private static final JavaClasses CLASSES = ArchitectureRules.of("dev.milepost.oracle");

    /** What is compared with the jobs shares no line with them: neither operators nor models, nor their runtime. */
    @Test
    void theOracleIsIndependentOfWhatItJudges() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.milepost.oracle..",
                        "dev.milepost.testkit..",
                        "dev.milepost.programs..",
                        "dev.milepost.schemas..",
                        "org.apache.avro..",
                        "org.apache.commons.codec.digest..",
                        "java..")
                .check(CLASSES);
    }

    @Test
    void timeIsEventTimeAndNothingIsLeftToChance() {
        ArchitectureRules.takesNoTimeFromTheMachine("dev.milepost.oracle..").check(CLASSES);
        ArchitectureRules.classesAreFinal().check(CLASSES);
    }
}
