package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.IngestedWatermarks;
import dev.milepost.schemas.Streams;
import dev.milepost.testkit.population.Population;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attribution on Flink equals the independent oracle, row by row, whatever the order of arrival and the parallelism. */
class AttributionOracleTest {

    private static final Oracle ORACLE = Oracle.ofSeeds();
    private static final Population POPULATION = ORACLE.packed();

    @TempDir
    private Path folder;

    @Test
    void inTheOrderOfEventTime() throws Exception {
        verify(POPULATION.inEventTimeOrder(), 1);
    }

    @Test
    void inTheOrderOfArrivalWithLateEvents() throws Exception {
        verify(POPULATION.inReceivedOrder(), 2);
    }

    @Test
    void shuffledWithinTheOutOfOrderness() throws Exception {
        verify(POPULATION.shuffledWithin(Duration.ofSeconds(5), 7), 2);
    }

    @Test
    void shuffledWithinTheLatenessWithDuplicates() throws Exception {
        verify(POPULATION.withDuplicates(0.1, 3).shuffledWithin(Duration.ofHours(23), 11), 1);
    }

    private void verify(List<TimedRecord> delivery, int parallelism) throws Exception {
        Settings settings = Settings.defaults();
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        AttributionTopology.Terms terms = new AttributionTopology.Terms(
                ChannelRules.shipped(), ORACLE.programs(folder), PipelineSettings.folds(settings, 1), settings);
        RowCollector rows = new RowCollector();
        PipelineTopology.assemble(source(env, delivery, settings), terms)
                .sinkTo(rows)
                .uid("rows")
                .name("Rows");
        env.execute("oracle");
        ORACLE.assertSame(CollectedRows.visible(rows.rows()));
        rows.forget();
    }

    /** Delivers the records in exactly that order. */
    private static DataStream<Ingested> source(
            StreamExecutionEnvironment env, List<TimedRecord> delivery, Settings settings) {
        Intake intake = new Intake(settings);
        List<Ingested> records = new ArrayList<>();
        for (TimedRecord record : delivery) {
            records.add(intake.ofRecord(
                    Streams.of(record.record()),
                    record.record(),
                    record.receivedAt().toEpochMilli(),
                    Origin.ofFile("population", records.size() + 1)));
        }
        return env.fromData(records, IngestedCodec.TYPE_INFO)
                .uid("source")
                .name("Source")
                .setParallelism(1)
                .assignTimestampsAndWatermarks(IngestedWatermarks.strategy(settings))
                .uid("watermarks")
                .name("Watermarks")
                .setParallelism(1);
    }
}
