package dev.milepost.bench.job;

import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.pipeline.PipelineRun;
import dev.milepost.pipeline.PipelineTopology.ReadOut;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.ingest.Ingest;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSource;
import dev.milepost.runtime.source.KafkaEventSource;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Builds the graph of a variant. */
final class Graphs {

    private final Setup setup;
    private final String group;
    private final Settings settings;
    private final PipelineRun run;

    Graphs(Setup setup, Path runFolder, String group, long generation) {
        this.setup = setup;
        this.group = group;
        this.settings = Settings.of(
                Map.of(
                        LaunchSettings.CHECKPOINT_INTERVAL.key(),
                        setup.checkpointMillis() + "ms",
                        FraudSettings.OWN_VERDICTS.key(),
                        Boolean.toString(setup.variant().judges())),
                List.of(LaunchSettings.CHECKPOINT_INTERVAL, FraudSettings.OWN_VERDICTS));
        this.run = new PipelineRun(
                source(),
                new PipelineRun.Warehouse(ClickHouseUrl.parse(setup.clickHouse()), "", ""),
                setup.programs() == null ? ProgramCatalog.empty() : ProgramFiles.read(Path.of(setup.programs())),
                ChannelRules.shipped(),
                settings,
                generation,
                FlinkPaths.address(runFolder.resolve("spool")),
                new PipelineRun.Live(setup.kafka(), null, LoadedFirst.NONE));
    }

    /** The run whose configuration all variants share. */
    PipelineRun run() {
        return run;
    }

    void assemble(StreamExecutionEnvironment env) {
        switch (setup.variant()) {
            case DECODE -> discard(BareDecode.read(env, setup.kafka(), group), "discard");
            case INGEST -> {
                Ingest.Split split = Ingest.split(source().read(env));
                discard(split.events(), "discard-events");
                discard(split.deadLetters(), "discard-dead-letters");
            }
            case PIPELINE_HEAP, PIPELINE_CHANGES, PIPELINE_ROCKSDB, FRAUD_HEAP, FRAUD_CHANGES -> run.assemble(env);
            case NO_READ_OUTS -> run.assembleWith(env, EnumSet.noneOf(ReadOut.class));
            case COHORTS_ONLY -> run.assembleWith(env, EnumSet.of(ReadOut.COHORTS));
            case EXPERIMENTS_ONLY -> run.assembleWith(env, EnumSet.of(ReadOut.EXPERIMENTS));
        }
    }

    private EventSource source() {
        return KafkaEventSource.fromEarliest(setup.kafka(), group, settings);
    }

    private static void discard(DataStream<?> stream, String uid) {
        stream.sinkTo(new DiscardingSink<>()).uid(uid).name(uid);
    }
}
