package dev.milepost.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class TestkitArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.milepost.testkit");

    /** What is compared with the jobs shares no line with them: neither operators nor models, nor their runtime. */
    @Test
    void theOracleIsIndependentOfWhatItJudges() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.milepost.testkit..",
                        "dev.milepost.schemas..",
                        "org.apache.avro..",
                        "com.fasterxml.jackson..",
                        "org.assertj..",
                        "com.sun.net.httpserver..",
                        "java..")
                .check(CLASSES);
    }
}
