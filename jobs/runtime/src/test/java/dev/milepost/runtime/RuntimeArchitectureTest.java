package dev.milepost.runtime;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.runtime.codec.AvroCodec;
import dev.milepost.runtime.codec.CodecSerializer;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.codec.TextSerializer;
import dev.milepost.runtime.codec.TextTypeInfo;
import dev.milepost.runtime.fold.BeforeBarrier;
import dev.milepost.runtime.fold.DecisionOperator;
import dev.milepost.runtime.fold.FoldFunction;
import dev.milepost.runtime.fold.FoldOperator;
import dev.milepost.runtime.fold.RuledFoldOperator;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

class RuntimeArchitectureTest {

    private static final String[] PLATFORM = {
        "org.apache.flink..", "org.apache.avro..", "org.apache.kafka..", "com.clickhouse..", "java.sql.."
    };
    private static final JavaClasses CLASSES = ArchitectureRules.of("dev.milepost.runtime");

    @Test
    void theRuntimeKnowsNoJob() {
        ArchitectureRules.usesOfTheProjectOnly("dev.milepost.runtime..", "dev.milepost.schemas..")
                .check(CLASSES);
    }

    @Test
    void aFoldTakesNoTimeFromTheMachine() {
        ArchitectureRules.takesNoTimeFromTheMachine("dev.milepost.runtime.fold..", "dev.milepost.runtime.ingest..")
                .check(CLASSES);
    }

    @Test
    void settingsArePlainJava() {
        noClasses()
                .that()
                .resideInAPackage("dev.milepost.runtime.settings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLATFORM)
                .check(CLASSES);
    }

    @Test
    void codecsArePlainJavaButForTheirAdapters() {
        noClasses()
                .that()
                .resideInAPackage("dev.milepost.runtime.codec..")
                .and(not(belongToAnyOf(
                        AvroCodec.class,
                        CodecSerializer.class,
                        CodecTypeInfo.class,
                        TextSerializer.class,
                        TextTypeInfo.class)))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(PLATFORM)
                .check(CLASSES);
    }

    @Test
    void aFoldIsPlainJavaButForWhatRemembersIt() {
        noClasses()
                .that()
                .resideInAPackage("dev.milepost.runtime.fold..")
                .and(not(belongToAnyOf(
                        FoldFunction.class,
                        FoldOperator.class,
                        BeforeBarrier.class,
                        RuledFoldOperator.class,
                        DecisionOperator.class)))
                .and()
                .haveSimpleNameNotStartingWith("State")
                .and()
                .doNotHaveSimpleName("Stamps")
                .should()
                .dependOnClassesThat(resideInAPackage("org.apache.flink..")
                        .and(not(belongToAnyOf(OutputTag.class, KeySelector.class))))
                .check(CLASSES);
    }
}
