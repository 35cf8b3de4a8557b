package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.programs.ProgramCatalog;
import dev.milepost.runtime.archive.ArchiveSink;
import dev.milepost.runtime.archive.LoadedFirst;
import dev.milepost.runtime.clickhouse.ClickHouseUrl;
import dev.milepost.runtime.clickhouse.Migrator;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.sink.BlockInserter;
import dev.milepost.runtime.clickhouse.sink.ClickHouseInserter;
import dev.milepost.runtime.clickhouse.sink.ClickHouseSink;
import dev.milepost.runtime.clickhouse.sink.SinkSettings;
import dev.milepost.runtime.clickhouse.sink.ToldTopics;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.ArchiveTopics;
import dev.milepost.runtime.source.EventSource;
import dev.milepost.runtime.source.EventTopics;
import java.nio.file.Path;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of the pipeline, from a source into a warehouse: the same for a live stack, a backfill and a cluster.
 *
 * @param source Kafka or files
 * @param warehouse where the rows go; its migrations have been applied
 * @param programs the programs' versions that are known before the first event
 * @param channels what a click's channel is
 * @param settings typed settings; the horizon of a bounded run among them
 * @param generation see {@link Generations}
 * @param spoolDirectory a folder that all task managers see, as Flink names it, for large blocks beside the checkpoint
 * @param live what a live run leaves beside the warehouse; null of a bounded one
 */
public record PipelineRun(
        EventSource source,
        Warehouse warehouse,
        ProgramCatalog programs,
        ChannelRules channels,
        Settings settings,
        long generation,
        String spoolDirectory,
        Live live) {

    /** The name of the job. */
    public static final String NAME = "milepost";

    /**
     * What a live run leaves beside the warehouse.
     *
     * @param bootstrapServers the Kafka whose {@linkplain dev.milepost.schemas.Topics topics} asks, entries of the ledger, verdicts of
     *     our own, cases and dead letters go to; a bounded run tells nobody
     * @param archive the folder of the raw archive; null: nothing is archived
     * @param first what a start without state took before all that comes: see {@link FirstPrograms}
     */
    public record Live(String bootstrapServers, Path archive, LoadedFirst first) {}

    /**
     * Where rows go.
     *
     * @param user the user of the server; the embedded engine takes any
     * @param password may be empty
     * @param store the database of the tables: see {@link Generations}
     */
    public record Warehouse(ClickHouseUrl url, String user, String password, String store) {

        /** In the store that a warehouse has from the start. */
        public Warehouse(ClickHouseUrl url, String user, String password) {
            this(url, user, password, Migrator.STORE);
        }

        /** The same server, another store. */
        public Warehouse in(String otherStore) {
            return new Warehouse(url, user, password, otherStore);
        }

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

    /** Adds the whole graph, of which the rows of these tables alone are written: for whoever asks for nothing else. */
    public void assemble(StreamExecutionEnvironment env, Set<String> tables) {
        TablesOnly only = new TablesOnly(tables);
        assemble(env, (records, terms) -> only.of(PipelineTopology.assemble(records, terms)));
    }

    /** Adds the graph with these read-outs alone: for whoever measures what the others cost. */
    public void assembleWith(StreamExecutionEnvironment env, Set<PipelineTopology.ReadOut> readOuts) {
        assemble(env, (records, terms) -> PipelineTopology.assemble(records, terms, readOuts));
    }

    /** Adds that graph; the caller executes it. */
    void assemble(StreamExecutionEnvironment env, PipelineTopology.Graph graph) {
        SinkSettings sink = WarehouseSettings.of(spoolDirectory, generation, settings);
        if (live != null) {
            EventTopics.requireTold(live.bootstrapServers());
        }
        DataStream<Ingested> records = source.read(env);
        if (live != null && live.archive() != null) {
            boolean mayLack = settings.get(IngestSettings.PASS_OVER_LOST)
                    || env.getConfiguration()
                            .getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                            .isPresent();
            ArchiveTopics.check(live.archive(), live.bootstrapServers(), mayLack, PipelineSettings.unread(settings));
            new ArchiveSink(live.archive(), live.first(), settings).attach(records);
        }
        new ClickHouseSink(sink, inserters(sink)).attach(graph.assemble(records, terms()));
    }

    /** All rows that come of these records; for whoever has another source and another end. */
    public DataStream<Row> rows(DataStream<Ingested> records) {
        return PipelineTopology.assemble(records, terms());
    }

    private AttributionTopology.Terms terms() {
        return new AttributionTopology.Terms(
                channels, programs, PipelineSettings.folds(settings, generation), settings);
    }

    private BlockInserter.Factory inserters(SinkSettings sink) {
        BlockInserter.Factory inserters = ClickHouseInserter.factory(
                warehouse.url(), warehouse.user(), warehouse.password(), warehouse.store(), sink.insertTimeout());
        return live == null
                ? inserters
                : ToldTopics.telling(WhileShown.guarding(inserters, warehouse, generation), live.bootstrapServers());
    }
}
