package dev.milepost.experiments;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;

class ExperimentsArchitectureTest {

    private static final String ROOT = "dev.milepost.experiments";
    private static final String STATISTICS = ROOT + ".statistics..";
    private static final String[] DECIDES = {STATISTICS, ROOT + ".discovery..", ROOT + ".model.."};
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void whatDecidesIsPlainJava() {
        ArchitectureRules.decidesInPlainJava(DECIDES).check(CLASSES);
    }

    /** So that a stream and a table of anybody's use the same ones. */
    @Test
    void statisticsKnowNothingButMathematics() {
        ArchRuleDefinition.classes()
                .that()
                .resideInAPackage(STATISTICS)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        STATISTICS, "java.lang..", "java.math..", "java.util..", "org.apache.commons.math3..")
                .check(CLASSES);
    }

    @Test
    void decidingDependsNeitherOnRememberingNorOnAssembling() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage(DECIDES)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT).or(resideInAPackage(ROOT + ".operator..")))
                .check(CLASSES);
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage(ROOT + ".model..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.milepost.schemas..", "dev.milepost.runtime.clickhouse..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTopologyAssembles() {
        ArchRuleDefinition.noClasses()
                .that()
                .haveNameNotMatching(".*Topology(\\$.+)?")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataStream.class)
                .check(CLASSES);
    }

    @Test
    void noOtherRoomIsImported() {
        ArchitectureRules.usesOfTheProjectOnly(
                        ROOT + "..", "dev.milepost.runtime..", "dev.milepost.programs..", "dev.milepost.schemas..")
                .check(CLASSES);
    }

    @Test
    void nothingIsTakenFromTheMachineOrLeftToChance() {
        ArchitectureRules.takesNoTimeFromTheMachine(DECIDES).check(CLASSES);
        ArchitectureRules.leavesNothingToChance().check(CLASSES);
    }

    @Test
    void classesAreFinal() {
        ArchitectureRules.classesAreFinal().check(CLASSES);
    }
}
