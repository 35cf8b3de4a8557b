package dev.milepost.milestones;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.milestones";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void itIsTheRoomOfAJob() {
        ArchitectureRules.jobRoom(ROOT, ROOT + ".model..").check(CLASSES);
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

    /** Each room of what decides, and the rooms of the module that it may use. */
    @Test
    void roomsKnowOnlyTheRoomsBelowThem() {
        knowsOnly(".id");
        knowsOnly(".time");
        knowsOnly(".pattern", ".time");
        knowsOnly(".ask", ".id", ".time");
        knowsOnly(".ledger", ".id", ".time");
        knowsOnly(".order", ".people", ".pattern");
    }

    private static void knowsOnly(String room, String... below) {
        List<String> rooms =
                new ArrayList<>(List.of("java..", "dev.milepost.programs..", "dev.milepost.runtime.codec.."));
        rooms.add(ROOT + ".model" + room + "..");
        for (String each : below) {
            rooms.add(ROOT + ".model" + each + "..");
        }
        if (room.equals(".id")) {
            rooms.add("org.apache.commons.codec..");
        }
        if (room.equals(".pattern") || room.equals(".order")) {
            // Its events are those of a fold, and its logs are shared with copies of it.
            rooms.add("dev.milepost.runtime.fold..");
            rooms.add("org.pcollections..");
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
