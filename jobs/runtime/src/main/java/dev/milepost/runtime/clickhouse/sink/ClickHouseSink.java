package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.retry.Backoff;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * Writes rows of any tables to ClickHouse in two phases: nothing is visible before it is checkpointed, and what is
 * checkpointed becomes visible exactly, however often the commit is repeated, one checkpoint later ({@link BlockHold}). It needs checkpoints to be on, also in
 * bounded runs (which then end with a last one).
 *
 * <p>Guarantee: at least once in inserts, exactly once in rows. A repeated insert carries the same token, which the
 * table's deduplication window recognises; past the window the same row comes with the same revision, which
 * ReplacingMergeTree collapses.
 */
public final class ClickHouseSink
        implements Sink<Row>,
                SupportsCommitter<Block>,
                SupportsPreCommitTopology<Block, Block>,
                SupportsWriterState<Row, WriterState> {

    /** The operator's uid; Flink derives the committer's from it. */
    public static final String UID = "warehouse-sink";

    /** The operator's name. */
    public static final String NAME = "warehouse";

    static final String METRICS = "warehouse";

    private static final long serialVersionUID = 1L;

    private final SinkSettings settings;
    private final BlockInserter.Factory inserters;

    public ClickHouseSink(SinkSettings settings, BlockInserter.Factory inserters) {
        this.settings = settings;
        this.inserters = inserters;
    }

    /** Ends {@code rows} in this sink, under its uid and name. One graph has one such sink. */
    public void attach(DataStream<Row> rows) {
        rows.sinkTo(this).uid(UID).name(NAME);
    }

    @Override
    public BlockWriter createWriter(WriterInitContext context) {
        return writer(context, List.of());
    }

    @Override
    public StatefulSinkWriter<Row, WriterState> restoreWriter(
            WriterInitContext context, Collection<WriterState> restored) {
        return writer(context, restored);
    }

    private BlockWriter writer(WriterInitContext context, Collection<WriterState> restored) {
        Progress progress = new Progress(
                settings.generation(),
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.getTaskInfo().getNumberOfParallelSubtasks(),
                context.getRestoredCheckpointId().orElse(0),
                restored);
        return new BlockWriter(
                settings, new Headers(), new Spool(settings.spoolDirectory()), progress, context.metricGroup());
    }

    @Override
    public Committer<Block> createCommitter(CommitterInitContext context) {
        MetricGroup group = context.metricGroup().addGroup(METRICS);
        Backoff backoff = new Backoff(
                settings.retryDelay(),
                settings.retryDelayMax(),
                () -> ThreadLocalRandom.current().nextDouble());
        RetryingInserter inserter = new RetryingInserter(
                inserters.open(), settings, backoff, group.counter("retries"), System::nanoTime, Thread::sleep);
        return new BlockCommitter(
                inserter,
                new DeadLetters(settings),
                new Spool(settings.spoolDirectory()),
                settings.spoolRetention(),
                context.getTaskInfo().getIndexOfThisSubtask() == 0,
                Clock.systemUTC(),
                group);
    }

    @Override
    public DataStream<CommittableMessage<Block>> addPreCommitTopology(DataStream<CommittableMessage<Block>> sealed) {
        return sealed.transform(
                        BlockHold.NAME,
                        CommittableMessageTypeInfo.of(BlockSerializer::new),
                        new BlockHold(settings.holdsBlocks()))
                .uid(BlockHold.NAME);
    }

    @Override
    public SimpleVersionedSerializer<Block> getWriteResultSerializer() {
        return new BlockSerializer();
    }

    @Override
    public SimpleVersionedSerializer<Block> getCommittableSerializer() {
        return new BlockSerializer();
    }

    @Override
    public SimpleVersionedSerializer<WriterState> getWriterStateSerializer() {
        return new WriterState.Serializer();
    }
}
