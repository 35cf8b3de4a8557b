package dev.milepost.pipeline;

import dev.milepost.testkit.scenario.Scenario;
import dev.milepost.testkit.scenario.ScenarioReader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that is edited and withdrawn, through the whole graph: what it promised, it keeps. */
class VersionsTest {

    @TempDir
    Path folder;

    @Test
    void whatWasPromisedGoesOnThroughVersionsAndAfterTheEnd() throws Exception {
        Path scripts = Path.of(VersionsTest.class.getResource("versions").toURI());
        Scenario scenario = ScenarioReader.read(scripts.resolve("edited.txt"));
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String file : scenario.files()) {
            Files.copy(scripts.resolve(file), programs.resolve(file));
        }
        DeliveredRun run = new DeliveredRun(DeliveredRun.ingested(ScenarioRecords.of(scenario)), programs, folder)
                .until(scenario.until());
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();
        ScenariosTest.verify(scenario, run);
    }
}
