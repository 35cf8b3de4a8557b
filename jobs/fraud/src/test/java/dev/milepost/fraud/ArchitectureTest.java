package dev.milepost.fraud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.fraud";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void whatDecidesKnowsNeitherFlinkNorAvroNorADatabase() {
        ArchitectureRules.decidesInPlainJava(ROOT + ".model..").check(CLASSES);
    }

    @Test
    void signalsKnowNothingOfScoresAndScoresNothingOfLearning() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model.signal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".model.score..", ROOT + ".model.learn..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model.score..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".model.learn..")
                .check(CLASSES);
    }

    @Test
    void noOtherJobIsImported() {
        ArchitectureRules.usesOfTheProjectOnly(ROOT + "..", "dev.milepost.runtime..", "dev.milepost.schemas..")
                .check(CLASSES);
    }

    @Test
    void timeIsEventTimeAndNothingIsLeftToChance() {
        ArchitectureRules.takesNoTimeFromTheMachine(ROOT + "..").check(CLASSES);
        ArchitectureRules.leavesNothingToChance().check(CLASSES);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(CLASSES);
    }
}
