package dev.milepost.milestones;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.milestones";
    private static final String[] DECIDES = {ROOT + ".model.."};
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void whatDecidesKnowsNeitherFlinkNorAvroNorADatabase() {
        ArchitectureRules.decidesInPlainJava(DECIDES).check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(DECIDES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.milepost.schemas..", "dev.milepost.runtime.clickhouse..")
                .check(CLASSES);
    }

    @Test
    void patternsKnowNothingOfWhatIsMadeOfThem() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".model.pattern..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".model")
                .check(CLASSES);
    }

    @Test
    void noOtherJobIsImported() {
        ArchitectureRules.usesOfTheProjectOnly(
                        ROOT + "..", "dev.milepost.runtime..", "dev.milepost.programs..", "dev.milepost.schemas..")
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
