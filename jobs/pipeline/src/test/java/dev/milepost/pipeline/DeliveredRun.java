package dev.milepost.pipeline;

import dev.milepost.attribution.AttributionTopology;
import dev.milepost.attribution.channel.ChannelRules;
import dev.milepost.fraud.FraudSettings;
import dev.milepost.programs.ProgramFiles;
import dev.milepost.runtime.clickhouse.RowDecoder;
import dev.milepost.runtime.clickhouse.sink.BlockInserter;
import dev.milepost.runtime.clickhouse.sink.ClickHouseSink;
import dev.milepost.runtime.clickhouse.sink.WarehouseSettings;
import dev.milepost.runtime.ingest.IngestSettings;
import dev.milepost.runtime.ingest.Ingested;
import dev.milepost.runtime.ingest.IngestedCodec;
import dev.milepost.runtime.ingest.Intake;
import dev.milepost.runtime.ingest.Origin;
import dev.milepost.runtime.ingest.PersonalData;
import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.launch.JobDefaults;
import dev.milepost.runtime.launch.LaunchSettings;
import dev.milepost.runtime.settings.Settings;
import dev.milepost.runtime.source.EventSpool;
import dev.milepost.runtime.source.FileEventSource;
import dev.milepost.runtime.source.IngestedWatermarks;
import dev.milepost.runtime.source.Progress;
import dev.milepost.runtime.source.SpoolBuilder;
import dev.milepost.runtime.source.StreamFiles;
import dev.milepost.schemas.Streams;
import dev.milepost.testkit.population.TimedRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiter;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.util.TestStreamEnvironment;

/**
 * Records in the order of their delivery through the whole graph and the real sink; what the sink commits is kept in this
 * JVM. The source knows its place in a savepoint, and can be told to hold before a record.
 */
final class DeliveredRun {

    private static final String PROGRESS = "progress";

    private static final Map<String, DeliveredRun> RUNS = new ConcurrentHashMap<>();
    private static final Settings SETTINGS = Settings.defaults()
            // Verdicts are among the records.
            .with(FraudSettings.OWN_VERDICTS, false)
            .with(LaunchSettings.CHECKPOINT_INTERVAL, Duration.ofMillis(250))
            // So that a run that stops shows all that it has read.
            .with(WarehouseSettings.HOLD_BLOCKS, false);

    private final String id = UUID.randomUUID().toString();
    private final List<Ingested> records;
    private final Path programs;
    private final Path folder;
    private final Settings settings;
    private final AtomicLong delivered = new AtomicLong();
    private final VisibleRows rows = new VisibleRows();
    private final RowDecoder progress = RowDecoder.of(PROGRESS);
    private EventSpool spool;
    private volatile Instant watermark = Instant.MIN;
    private volatile long holdAfter = Long.MAX_VALUE;
    private volatile CompletableFuture<Void> held = new CompletableFuture<>();

    /**
     * A run of these records.
     *
     * @param programs the folder of the programs' files
     * @param folder for checkpoints and large blocks
     */
    DeliveredRun(List<Ingested> records, Path programs, Path folder) {
        this(records, programs, folder, SETTINGS);
    }

    private DeliveredRun(List<Ingested> records, Path programs, Path folder, Settings settings) {
        this.records = records;
        this.programs = programs;
        this.folder = folder;
        this.settings = settings;
        RUNS.put(id, this);
    }

    /** The same, until that event time. */
    DeliveredRun until(Instant horizon) {
        return new DeliveredRun(
                records, programs, folder, settings.with(IngestSettings.HORIZON_MILLIS, horizon.toEpochMilli()));
    }

    /** The same, with verdicts of our own. */
    DeliveredRun judging() {
        return new DeliveredRun(records, programs, folder, settings.with(FraudSettings.OWN_VERDICTS, true));
    }

    /** The same records, read from a log again: their spool in place of the delivery. */
    DeliveredRun readAgain(Path events) {
        spool = SpoolBuilder.build(
                StreamFiles.in(events),
                folder.resolve("spool"),
                settings,
                PersonalData.withoutKey(),
                null,
                Progress.NONE);
        return this;
    }

    /** What ingest makes of decoded records, by their place in the list. */
    static List<Ingested> ingested(List<TimedRecord> delivery) {
        Intake intake = new Intake(SETTINGS);
        List<Ingested> records = new ArrayList<>();
        for (TimedRecord record : delivery) {
            records.add(intake.ofRecord(
                    Streams.of(record.record()),
                    record.record(),
                    record.receivedAt().toEpochMilli(),
                    Origin.ofFile("delivery", records.size() + 1)));
        }
        return records;
    }

    /** What is in the warehouse. */
    VisibleRows rows() {
        return rows;
    }

    /** How many records the source has handed on. */
    long delivered() {
        return delivered.get();
    }

    /** The time up to which the warehouse is complete; of a run of one task. */
    Instant watermark() {
        return watermark;
    }

    /** Lets so many records pass in all. */
    synchronized void holdAfter(long records) {
        holdAfter = records;
        held.complete(null);
        held = new CompletableFuture<>();
    }

    /** Done where one more record may pass, else once that is asked again. */
    private synchronized CompletionStage<Void> next() {
        return delivered.get() < holdAfter ? CompletableFuture.completedFuture(null) : held;
    }

    /**
     * Starts.
     *
     * @param from a savepoint's folder; null: without state
     * @param records of a start without state: about so many are delivered, and no more, until {@link #holdAfter} says so
     */
    JobClient start(int parallelism, Path from, long records) throws Exception {
        holdAfter(records);
        Configuration configuration = new Configuration();
        JobDefaults.configure(configuration, settings);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, FlinkPaths.address(folder.resolve("checkpoints")));
        // A state that cannot be read shows at once.
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY,
                RestartStrategyOptions.RestartStrategyType.NO_RESTART_STRATEGY.getMainValue());
        // One file holds a small savepoint whole, and names no other.
        configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1));
        if (from != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, FlinkPaths.address(from));
        }
        StreamExecutionEnvironment env =
                new TestStreamEnvironment(SharedCluster.get(), configuration, parallelism, List.of(), List.of());
        assemble(env);
        return env.executeAsync("delivered");
    }

    private void assemble(StreamExecutionEnvironment env) {
        String run = id;
        DataStream<Ingested> delivery = spool != null ? new FileEventSource(spool, settings).read(env) : delivery(env);
        AttributionTopology.Terms terms = new AttributionTopology.Terms(
                ChannelRules.shipped(), ProgramFiles.read(programs), PipelineSettings.folds(settings, 1), settings);
        new ClickHouseSink(
                        WarehouseSettings.of(FlinkPaths.address(folder.resolve("blocks")), 1, settings),
                        () -> RUNS.get(run).inserter())
                .attach(PipelineTopology.assemble(delivery, terms));
    }

    private DataStream<Ingested> delivery(StreamExecutionEnvironment env) {
        String run = id;
        DataGeneratorSource<Ingested> source = new DataGeneratorSource<>(
                index -> RUNS.get(run).next(index),
                records.size(),
                parallelism -> new Hold<>(run),
                IngestedCodec.TYPE_INFO);
        return env.fromSource(source, IngestedWatermarks.strategy(settings), "Delivery", IngestedCodec.TYPE_INFO)
                .uid("source-delivery")
                .setParallelism(1);
    }

    private Ingested next(long index) {
        delivered.incrementAndGet();
        return records.get((int) index);
    }

    private BlockInserter inserter() {
        return new BlockInserter() {
            @Override
            public void insert(String table, byte[] header, byte[] block, String token) {
                // Its rows tell of this run's own time, and no revision rules them.
                if (table.equals(PROGRESS)) {
                    progress.decodeAll(block).forEach(row -> watermark = (Instant) row.get("watermark"));
                } else {
                    rows.add(table, block);
                }
            }

            @Override
            public void close() {}
        };
    }

    void forget() {
        RUNS.remove(id);
    }

    /** Lets so many records pass, without holding the thread that takes savepoints. */
    private static final class Hold<S extends SourceSplit> implements RateLimiter<S> {

        private final String run;

        Hold(String run) {
            this.run = run;
        }

        @Override
        public CompletionStage<Void> acquire(int requested) {
            return RUNS.get(run).next();
        }
    }
}
