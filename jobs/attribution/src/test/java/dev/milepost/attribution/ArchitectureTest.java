package dev.milepost.attribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.attribution";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void itIsTheRoomOfAJob() {
        ArchitectureRules.jobRoom(ROOT, ROOT + ".model..", ROOT + ".channel..", ROOT + ".paths..")
                .check(CLASSES);
        ArchitectureRules.onlyTopologiesAssemble().check(CLASSES);
    }

    @Test
    void channelsAreARoomOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".channel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.milepost.programs", "dev.milepost.programs.model..", ROOT + ".model..")
                .check(CLASSES);
    }
}
