package dev.milepost.fraud;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms of identifiers, rings and cases; what all of the module keeps is checked elsewhere. */
class RingAndCaseRoomsTest {

    private static final String ROOT = "dev.milepost.fraud";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void theyKnowNeitherFlinkNorAvroNorADatabaseNorTheTime() {
        for (String room : new String[] {".identifier", ".ring", ".review"}) {
            JavaClasses classes = ArchitectureRules.of(ROOT + ".model" + room);
            ArchitectureRules.decidesInPlainJava(ROOT + ".model..").check(classes);
            ArchitectureRules.takesNoTimeFromTheMachine(ROOT + "..").check(classes);
            ArchitectureRules.leavesNothingToChance().check(classes);
            ArchitectureRules.classesAreFinal().check(classes);
        }
    }

    /** Each room of what decides, and the rooms of the module that it may use. */
    @Test
    void roomsKnowOnlyTheRoomsBelowThem() {
        knowsOnly(".identifier");
        knowsOnly(".ring", ".identifier");
        knowsOnly(".review");
        knowsOnly(".order");
        knowsOnly(".detect");
        knowsOnly(".measure");
        knowsOnly(".signal", ".identifier");
        knowsOnly(".score", ".signal");
        knowsOnly(".learn", ".score", ".signal");
        knowsOnly(".account", ".identifier", ".order", ".signal");
        knowsOnly(".advocate", ".account", ".identifier", ".order", ".signal");
        knowsOnly(".lookup", ".account", ".advocate", ".identifier", ".order", ".ring", ".signal");
        knowsOnly(".segment", ".detect", ".order", ".signal");
        knowsOnly(".outcome", ".learn", ".order", ".score", ".segment", ".signal");
        knowsOnly(".desk", ".learn", ".order", ".review");
        knowsOnly(".verdict", ".order", ".score", ".segment", ".signal");
    }

    private static void knowsOnly(String room, String... below) {
        List<String> rooms =
                new ArrayList<>(List.of("java..", "dev.milepost.programs..", "dev.milepost.runtime.codec.."));
        rooms.add(ROOT + ".model" + room + "..");
        rooms.add("org.apache.commons..");
        if (room.equals(".detect")) {
            rooms.add("com.amazon.randomcutforest..");
        }
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
}
