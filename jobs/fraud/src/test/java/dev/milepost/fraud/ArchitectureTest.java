package dev.milepost.fraud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.fraud";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void whatDecidesKnowsNeitherFlinkNorAvroNorADatabase() {
        ArchitectureRules.decidesInPlainJava(ROOT + ".model..").check(CLASSES);
    }

    /** Each room of what decides, and the rooms of the module that it may use. */
    @Test
    void roomsKnowOnlyTheRoomsBelowThem() {
        knowsOnly(".identifier");
        knowsOnly(".ring", ".identifier");
        knowsOnly(".review");
    }

    private static void knowsOnly(String room, String... below) {
        List<String> rooms =
                new ArrayList<>(List.of("java..", "dev.milepost.programs..", "dev.milepost.runtime.codec.."));
        rooms.add(ROOT + ".model" + room + "..");
        for (String each : below) {
            rooms.add(ROOT + ".model" + each + "..");
        }
        classes()
                .that()
                .resideInAPackage(ROOT + ".model" + room + "..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(rooms.toArray(String[]::new))
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
