package dev.milepost.testkit.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** The rules that every room's own test checks; what is a room's alone stands there. */
public final class ArchitectureRules {

    private static final String PROJECT = "dev.milepost..";

    private ArchitectureRules() {}

    /** The classes of a package and those below it, without tests. */
    public static JavaClasses of(String root) {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("/test-classes/"))
                .importPackages(root);
    }

    /** What decides is plain Java: no Flink, no Avro, no database, no Kafka. */
    public static ArchRule decidesInPlainJava(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.flink..",
                        "org.apache.avro..",
                        "org.apache.kafka..",
                        "dev.milepost.schemas.event..",
                        "dev.milepost.schemas.row..",
                        "com.clickhouse..",
                        "java.sql..",
                        "javax.sql..")
                .allowEmptyShould(true);
    }

    /**
     * A room knows itself and the rooms below it, and no other.
     *
     * @param rooms its own package and those of the rooms it may use, such as {@code dev.milepost.runtime..}
     */
    public static ArchRule usesOfTheProjectOnly(String... rooms) {
        DescribedPredicate<JavaClass> foreign =
                resideInAPackage(PROJECT).and(DescribedPredicate.not(resideInAnyPackage(rooms)));
        return noClasses()
                .should()
                .dependOnClassesThat(foreign.as("belong to other rooms than " + Arrays.toString(rooms)));
    }

    /** What comes of events comes of them alone. */
    public static ArchRule takesNoTimeFromTheMachine(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
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
                .belongToAnyOf(Clock.class)
                .allowEmptyShould(true);
    }

    /** Nothing is drawn by lot. */
    public static ArchRule leavesNothingToChance() {
        return noClasses().should().dependOnClassesThat().belongToAnyOf(Random.class, UUID.class);
    }

    /**
     * The shape that the room of a job has: what decides is plain Java and knows neither contracts nor who remembers or assembles, what
     * remembers knows not who assembles; no other job is imported; time is event time, nothing is drawn
     * by lot; classes are used as they are.
     *
     * @param root the room's package
     * @param decides the packages in it of what decides
     */
    public static ArchRule jobRoom(String root, String... decides) {
        return CompositeArchRule.of(List.of(
                decidesInPlainJava(decides),
                noClasses()
                        .that()
                        .resideInAnyPackage(decides)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("dev.milepost.schemas..", "dev.milepost.runtime.clickhouse.."),
                noClasses()
                        .that()
                        .resideInAnyPackage(decides)
                        .should()
                        .dependOnClassesThat(resideInAPackage(root).or(resideInAPackage(root + ".operator.."))),
                noClasses()
                        .that()
                        .resideInAPackage(root + ".operator..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(root),
                usesOfTheProjectOnly(
                        root + "..", "dev.milepost.programs..", "dev.milepost.runtime..", "dev.milepost.schemas.."),
                takesNoTimeFromTheMachine(root + ".."),
                leavesNothingToChance(),
                classesAreFinal()));
    }

    /** Graphs are built by topologies alone, which say what comes of them. */
    public static ArchRule onlyTopologiesAssemble() {
        return noClasses()
                .that()
                .haveNameNotMatching(".*Topology(\\$.+)?")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.apache.flink.streaming.api.datastream.DataStream");
    }

    /** A class is used as it is. */
    public static ArchRule classesAreFinal() {
        return classes()
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
                .haveModifier(JavaModifier.FINAL);
    }
}
