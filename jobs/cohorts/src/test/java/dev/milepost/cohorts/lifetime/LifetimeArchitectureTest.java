package dev.milepost.cohorts.lifetime;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class LifetimeArchitectureTest {

    private static final String ROOT = "dev.milepost.cohorts.lifetime";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void forecastsAreMadeInPlainJava() {
        ArchitectureRules.decidesInPlainJava(ROOT + "..").check(CLASSES);
        ArchitectureRules.usesOfTheProjectOnly(ROOT + "..").check(CLASSES);
        ArchitectureRules.takesNoTimeFromTheMachine(ROOT + "..").check(CLASSES);
        ArchitectureRules.leavesNothingToChance().check(CLASSES);
        ArchitectureRules.classesAreFinal().check(CLASSES);
    }
}
