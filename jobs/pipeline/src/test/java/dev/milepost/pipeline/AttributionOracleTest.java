package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.attribution.program.ProgramFiles;
import dev.milepost.runtime.fold.FoldSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.IngestedWatermarks;
import dev.milepost.schemas.Streams;
import dev.milepost.schemas.event.JourneyEvent;
import dev.milepost.schemas.row.BindingRow;
import dev.milepost.schemas.row.ConversionRow;
import dev.milepost.schemas.row.CreditRow;
import dev.milepost.schemas.row.IdentityRow;
import dev.milepost.schemas.row.TouchRow;
import dev.milepost.testkit.DifferenceReport;
import dev.milepost.testkit.oracle.Answer;
import dev.milepost.testkit.oracle.AttributionOracle;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.PopulationPlan;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attribution on Flink equals the independent oracle, row by row. */
class AttributionOracleTest {

    private static final Set<Class<?>> COMPARED = Set.of(
            IdentityRow.class,
            TouchRow.class,
            BindingRow.class,
            JourneyEvent.class,
            ConversionRow.class,
            CreditRow.class);

    @TempDir
    private Path folder;

    @Test
    void equalsTheOracleInEventTimeOrder() throws Exception {
        Population population = seeds();
        verify(population, population.inEventTimeOrder(), 1);
    }

    @Test
    void equalsTheOracleShuffledWithinTheOutOfOrderness() throws Exception {
        Population population = seeds();
        verify(population, population.shuffledWithin(Duration.ofSeconds(5), 7), 2);
    }

    @Test
    void equalsTheOracleInTheOrderOfArrivalWithLateEvents() throws Exception {
        Population population = seeds();
        verify(population, population.inReceivedOrder(), 2);
    }

    @Test
    void equalsTheOracleShuffledWithinADayWithDuplicates() throws Exception {
        Population population = seeds().withDuplicates(0.1, 3);
        verify(population, population.shuffledWithin(Duration.ofHours(23), 11), 2);
    }

    private static Population seeds() {
        return Population.packed(LongStream.rangeClosed(1, Long.getLong("milepost.seeds", 10))
                .mapToObj(seed -> Population.of(seed, PopulationPlan.standard()))
                .toList());
    }

    private void verify(Population population, List<TimedRecord> delivery, int parallelism) throws Exception {
        Answer expected = new AttributionOracle(population.programs()).answer(population.records());
        dev.milepost.testkit.programs.ProgramFiles.write(population.programs(), folder);
        ProgramCatalog programs = ProgramFiles.read(folder);
        List<SpecificRecord> actual = run(delivery, programs, parallelism);
        System.out.println(expected.rows().size() + " rows of " + expected.accepted() + " events; dead " + expected.deadLettersByReason());
        DifferenceReport.assertSame(expected.rows(), actual, population.records(), population.seeds());
    }

    private static List<SpecificRecord> run(List<TimedRecord> delivery, ProgramCatalog programs, int parallelism)
            throws Exception {
        Settings settings = Settings.defaults();
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        Intake intake = new Intake(settings);
        List<Ingested> records = new ArrayList<>();
        long position = 0;
        for (TimedRecord record : delivery) {
            records.add(intake.ofRecord(
                    Streams.of(record.record()),
                    record.record(),
                    record.receivedAt().toEpochMilli(),
                    Origin.ofFile("population", ++position)));
        }
        DataStream<Ingested> source = env.fromData(records, IngestedCodec.TYPE_INFO)
                .uid("source")
                .name("Source")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(IngestedWatermarks.strategy(settings))
                .uid("watermarks")
                .name("Watermarks")
                .setParallelism(1);
        RowCollector collector = new RowCollector();
        FoldSettings folds = new FoldSettings(
                Duration.ofHours(24).toMillis(),
                Duration.ofMinutes(1).toMillis(),
                Duration.ofMinutes(10).toMillis(),
                Long.MAX_VALUE,
                1);
        PipelineTopology.assemble(
                        source, new AttributionTopology.Terms(ChannelRules.shipped(), programs, folds, settings))
                .sinkTo(collector)
                .uid("rows")
                .name("Rows");
        env.execute("oracle");
        List<SpecificRecord> visible = new ArrayList<>();
        for (SpecificRecord record : CollectedRows.visible(collector.rows())) {
            if (COMPARED.contains(record.getClass())) {
                visible.add(record);
            }
        }
        collector.forget();
        return visible;
    }
}
