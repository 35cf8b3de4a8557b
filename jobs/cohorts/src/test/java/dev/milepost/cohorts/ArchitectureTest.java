package dev.milepost.cohorts;

import com.tngtech.archunit.core.domain.JavaClasses;
import dev.milepost.testkit.architecture.ArchitectureRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String ROOT = "dev.milepost.cohorts";
    private static final JavaClasses CLASSES = ArchitectureRules.of(ROOT);

    @Test
    void itIsTheRoomOfAJob() {
        ArchitectureRules.jobRoom(ROOT, ROOT + ".model..", ROOT + ".lifetime..").check(CLASSES);
        ArchitectureRules.onlyTopologiesAssemble().check(CLASSES);
    }
}
