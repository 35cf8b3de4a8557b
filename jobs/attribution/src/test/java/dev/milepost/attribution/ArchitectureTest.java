package dev.milepost.attribution;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.attribution";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void whatDecidesKnowsNeitherFlinkNorAvroNorADatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".model..", ROOT + ".channel..", ROOT + ".program..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.avro..",
                        "java.sql..",
                        "javax.sql..",
                        "com.clickhouse..",
                        "dev.milepost.schemas..",
                        "dev.milepost.runtime.clickhouse..")
                .check(CLASSES);
    }

    @Test
    void decidingDependsNeitherOnRememberingNorOnAssembling() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".model..", ROOT + ".channel..", ROOT + ".program..")
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
    void channelsAndProgramsAreRoomsOfTheirOwn() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".channel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".program", ROOT + ".model..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".program..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".channel..", ROOT + ".model..")
                .check(CLASSES);
    }

    @Test
    void onlyTheTopologyAssembles() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Topology")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataStream.class)
                .check(CLASSES);
    }

    @Test
    void noOtherJobIsImported() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("dev.milepost..")
                        .and(DescribedPredicate.not(resideInAPackage("dev.milepost.attribution..")
                                .or(resideInAPackage("dev.milepost.runtime.."))
                                .or(resideInAPackage("dev.milepost.schemas..")))))
                .check(CLASSES);
    }

    @Test
    void timeIsEventTimeAndNothingIsLeftToChance() {
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, Random.class, UUID.class)
                .check(CLASSES);
    }

    @Test
    void classesAreFinal() {
        classes()
                .that(DescribedPredicate.describe(
                        "are meant to be used as they are",
                        (JavaClass type) -> !type.isInterface()
                                && !type.isEnum()
                                && !type.isAnonymousClass()
                                && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                                && !type.getRawSuperclass()
                                        .map(JavaClass::isEnum)
                                        .orElse(false)))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .check(CLASSES);
    }
}
