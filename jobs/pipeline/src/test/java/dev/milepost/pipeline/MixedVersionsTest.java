package dev.milepost.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.schemas.SchemaHistory;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.Wire;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import dev.milepost.testkit.programs.ProgramFiles;
import dev.milepost.testkit.versions.PastVersions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Producers of every release at once: attribution is that of what each of them could say. */
class MixedVersionsTest {

    @TempDir
    private Path folder;

    @Test
    void equalsTheOracleOverWhatEachVersionLeaves() throws Exception {
        Path history = folder.resolve("history");
        PastVersions versions = new PastVersions().publish(history);
        Settings settings = Settings.defaults();
        Intake intake = new Intake(settings, Wire.reading(SchemaHistory.in(history))::decode);
        Population population = Population.of(3, PopulationPlan.small());
        Random random = new Random(3);
        int[] written = new int[PastVersions.COUNT + 1];
        List<Ingested> records = new ArrayList<>();
        List<TimedRecord> left = new ArrayList<>();
        for (TimedRecord record : population.inReceivedOrder()) {
            int version = 1 + random.nextInt(PastVersions.COUNT);
            while (!versions.writes(record.record(), version)) {
                version++;
            }
            written[version]++;
            left.add(new TimedRecord(versions.leftOf(record.record(), version), record.receivedAt()));
            records.add(intake.ofWire(
                    Streams.of(record.record()),
                    versions.encode(record.record(), version),
                    record.receivedAt().toEpochMilli(),
                    new Origin(record.stream(), 0, records.size())));
        }
        for (int version = 1; version <= PastVersions.COUNT; version++) {
            assertThat(written[version]).as("records of version %d", version).isGreaterThan(100);
        }
        ProgramFiles.write(population.programs(), folder.resolve("programs"));

        DeliveredRun run = new DeliveredRun(records, folder.resolve("programs"), folder);
        run.start(2, null, Long.MAX_VALUE).getJobExecutionResult().get();

        List<SpecificRecord> expected =
                new AttributionOracle(population.programs()).answer(left).rows();
        assertThat(expected).hasSizeGreaterThan(100);
        run.rows().assertAre(expected, left, "a population in three versions");
        run.forget();
    }
}
