package dev.milepost.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StacksTest {

    private static final String PROFILE = """
            [Task tid=1];org/apache/flink/Task.run;dev/milepost/runtime/fold/Fold.accept;java/util/HashMap.get 6
            [Task tid=1];org/apache/flink/Task.run;dev/milepost/runtime/fold/Fold.accept;dev/milepost/schemas/Wire.decode 2
            [GC Thread#0 tid=2];start_thread;SpinPause 2
            [C2 CompilerThre tid=3];start_thread;PhaseChaitin::Split(unsigned int, ResourceArea*) 90
            """;

    @Test
    void sharesAreOfAllSamplesButThoseOfCompilers(@TempDir Path folder) throws Exception {
        Stacks stacks = Stacks.read(Files.writeString(folder.resolve("profile"), PROFILE));
        assertThat(stacks.samples()).isEqualTo(10);
        assertThat(stacks.byOurMethod())
                .containsExactlyInAnyOrder(
                        new Stacks.Share("runtime.fold.Fold.accept", 0.6),
                        new Stacks.Share("schemas.Wire.decode", 0.2),
                        new Stacks.Share("(garbage collection)", 0.2));
        assertThat(stacks.byPart(Map.of("runtime/fold/", "folds")))
                .containsExactlyInAnyOrder(
                        new Stacks.Share("folds", 0.8), new Stacks.Share("(garbage collection)", 0.2));
        assertThat(stacks.byInnermost().get(0)).isEqualTo(new Stacks.Share("java.util.HashMap.get", 0.6));
    }

    @Test
    void tasksAreToldApartByTheNamesOfTheirThreads(@TempDir Path folder) throws Exception {
        Stacks stacks = Stacks.read(Files.writeString(folder.resolve("profile"), """
                [Fraud: rings (1/2)#0 tid=1];a/StreamTask.run;dev/milepost/fraud/Rings.link 3
                [Fraud: rings (2/2)#0 tid=2];a/StreamTask.run;dev/milepost/fraud/Rings.link 1
                [Fraud: cases -> Map (1/2)#0 tid=3];a/StreamTask.run;dev/milepost/fraud/Cases.open 4
                [Others (1/2)#0 tid=4];a/StreamTask.run;dev/milepost/fraud/Rings.link 2
                """));
        assertThat(stacks.byTask("Fraud: "))
                .containsExactlyInAnyOrder(
                        new Stacks.Share("Fraud: rings", 0.4),
                        new Stacks.Share("Fraud: cases -> Map", 0.4),
                        new Stacks.Share("(Flink: task)", 0.2));
        assertThat(stacks.of("Fraud: ").byOurMethod())
                .containsExactlyInAnyOrder(
                        new Stacks.Share("fraud.Rings.link", 0.4), new Stacks.Share("fraud.Cases.open", 0.4));
    }
}
