package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.attribution.program.ProgramCatalog;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.sink.ClickHouseInserter;
import dev.milepost.runtime.clickhouse.sink.ClickHouseSink;
import dev.milepost.runtime.clickhouse.sink.SinkSettings;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSource;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of the pipeline, from a source into a warehouse: the same for a live stack, a backfill and a cluster.
 *
 * @param source Kafka or files
 * @param warehouse where the rows go; its migrations have been applied
 * @param programs the programs' versions
 * @param channels what a click's channel is
 * @param settings typed settings; the horizon of a bounded run among them
 * @param generation see {@link Generations}
 * @param spoolDirectory a folder that all task managers see, as Flink names it, for large blocks beside the checkpoint
 */
public record PipelineRun(
        EventSource source,
        Warehouse warehouse,
        ProgramCatalog programs,
        ChannelRules channels,
        Settings settings,
        long generation,
        String spoolDirectory) {

    /** The name of the job. */
    public static final String NAME = "milepost";

    /**
     * Where rows go.
     *
     * @param user the user of the server; the embedded engine takes any
     * @param password may be empty
     */
    public record Warehouse(ClickHouseUrl url, String user, String password) {

        @Override
        public String toString() {
            return url.toString();
        }
    }

    /** Flink's configuration of this run; the caller adds where checkpoints are kept. */
    public Configuration configuration() {
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        return configuration;
    }

    /** Adds the whole graph; the caller executes it. */
    public void assemble(StreamExecutionEnvironment env) {
        assemble(env, PipelineTopology::assemble);
    }

    /** Adds that graph; the caller executes it. */
    void assemble(StreamExecutionEnvironment env, PipelineTopology.Graph graph) {
        AttributionTopology.Terms terms = new AttributionTopology.Terms(
                channels, programs, PipelineSettings.folds(settings, generation), settings);
        SinkSettings sink = WarehouseSettings.of(spoolDirectory, generation, settings);
        new ClickHouseSink(
                        sink,
                        ClickHouseInserter.factory(
                                warehouse.url(), warehouse.user(), warehouse.password(), sink.insertTimeout()))
                .attach(graph.assemble(source.read(env), terms));
    }
}
