package dev.milepost.fraud;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.milepost.testkit.architecture.ArchitectureRules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FraudArchitectureTest {

    private static final String ROOT = "dev.milepost.fraud";
    private static final String DECIDES = ROOT + ".model..";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void whatDecidesIsPlainJavaAndReadsNoFiles() {
        ArchitectureRules.decidesInPlainJava(DECIDES).check(CLASSES);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(DECIDES)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".evaluate..", "com.fasterxml..", "java.nio.file..")
                .check(CLASSES);
    }

    @Test
    void noOtherRoomIsImported() {
        ArchitectureRules.usesOfTheProjectOnly(
                        ROOT + "..", "dev.milepost.runtime..", "dev.milepost.programs..", "dev.milepost.schemas..")
                .check(CLASSES);
    }

    @Test
    void detectorsTakeNoTimeFromTheMachineAndNothingIsLeftToChance() {
        ArchitectureRules.takesNoTimeFromTheMachine(DECIDES).check(CLASSES);
        ArchitectureRules.leavesNothingToChance().check(CLASSES);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(CLASSES);
    }

    @Test
    void signalsKnowNothingOfScoresAndScoresNothingOfLearning() {
        knowNothingOf(".model.signal..", ".model.score..", ".model.learn..");
        knowNothingOf(".model.score..", ".model.learn..");
    }

    private static void knowNothingOf(String room, String... others) {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + room)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(Stream.of(others).map(each -> ROOT + each).toArray(String[]::new))
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
