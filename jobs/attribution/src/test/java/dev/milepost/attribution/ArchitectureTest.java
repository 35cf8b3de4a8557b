package dev.milepost.attribution;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.attribution";
    private static final String[] DECIDES = {
        ROOT + ".model..", ROOT + ".channel..", ROOT + ".program..", ROOT + ".paths.."
    };
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
    void decidingDependsNeitherOnRememberingNorOnAssembling() {
        noClasses()
                .that()
                .resideInAnyPackage(DECIDES)
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT).or(resideInAPackage(ROOT + ".operator..")))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".operator..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
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

    /** And says what comes of it. */
    @Test
    void onlyTheTopologyAssembles() {
        noClasses()
                .that()
                .haveNameNotMatching(".*Topology(\\$.+)?")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataStream.class)
                .check(CLASSES);
    }

    @Test
    void noOtherJobIsImported() {
        ArchitectureRules.usesOfTheProjectOnly(
                        ROOT + "..", "dev.milepost.programs..", "dev.milepost.runtime..", "dev.milepost.schemas..")
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
