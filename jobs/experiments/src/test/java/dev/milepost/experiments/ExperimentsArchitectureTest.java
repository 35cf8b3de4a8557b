package dev.milepost.experiments;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ExperimentsArchitectureTest {

    private static final String ROOT = "dev.milepost.experiments";
    private static final String STATISTICS = ROOT + ".statistics..";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void itIsTheRoomOfAJob() {
        ArchitectureRules.jobRoom(ROOT, STATISTICS, ROOT + ".discovery..", ROOT + ".model..")
                .check(CLASSES);
        ArchitectureRules.onlyTopologiesAssemble().check(CLASSES);
    }

    /** So that a stream and a table of anybody's use the same ones. */
    @Test
    void statisticsKnowNothingButMathematics() {
        classes()
                .that()
                .resideInAPackage(STATISTICS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        STATISTICS, "java.lang..", "java.math..", "java.util..", "org.apache.commons.math3..")
                .check(CLASSES);
    }
}
