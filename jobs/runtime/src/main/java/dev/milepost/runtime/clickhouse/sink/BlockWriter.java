package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Keeps the last row of each key until the checkpoint, then seals the rows into blocks. It never speaks to the server.
 *
 * <p>Memory is bounded by {@link SinkSettings#bufferBytes}: past it the buffer is sealed into spooled blocks that wait for
 * the checkpoint like the rest. A key that comes again after such a seal leaves twice in one checkpoint, in order; the
 * rows' revisions decide in the table.
 */
final class BlockWriter implements CommittingSinkWriter<Row, Block>, StatefulSinkWriter<Row, WriterState> {

    private final SinkSettings settings;
    private final Function<String, byte[]> headers;
    private final Spool spool;
    private final Progress progress;
    private final RowBuffer buffer = new RowBuffer();
    private List<Block> pending = new ArrayList<>();

    private long watermarkMillis = Long.MIN_VALUE;

    private final Counter rowsWritten;
    private final Counter rowsReplaced;
    private final Counter blocksSealed;
    private final Counter blocksSpooled;

    BlockWriter(
            SinkSettings settings,
            Function<String, byte[]> headers,
            Spool spool,
            Progress progress,
            MetricGroup metrics) {
        this.settings = settings;
        this.headers = headers;
        this.spool = spool;
        this.progress = progress;
        MetricGroup group = metrics.addGroup(ClickHouseSink.METRICS);
        this.rowsWritten = group.counter("rowsWritten");
        this.rowsReplaced = group.counter("rowsReplaced");
        this.blocksSealed = group.counter("blocksSealed");
        this.blocksSpooled = group.counter("blocksSpooled");
        group.gauge("bufferedRows", buffer::rows);
        group.gauge("bufferedBytes", buffer::bytes);
        group.gauge("watermarkLagMillis", this::watermarkLagMillis);
    }

    /** By this machine's clock: for people who watch, not for the data. NaN before the first watermark, which is no lag of 0. */
    private double watermarkLagMillis() {
        return watermarkMillis == Long.MIN_VALUE ? Double.NaN : System.currentTimeMillis() - watermarkMillis;
    }

    @Override
    public void write(Row row, Context context) throws IOException {
        rowsWritten.inc();
        if (buffer.put(row)) {
            rowsReplaced.inc();
        }
        if (buffer.bytes() > settings.bufferBytes()) {
            seal(buffer, 0);
        }
    }

    @Override
    public void writeWatermark(Watermark watermark) {
        watermarkMillis = Math.min(watermark.getTimestamp(), settings.horizonMillis());
        progress.advance(watermarkMillis);
    }

    /** Nothing to do: rows leave by {@link #prepareCommit} alone. */
    @Override
    public void flush(boolean endOfInput) {}

    @Override
    public Collection<Block> prepareCommit() throws IOException {
        seal(buffer, settings.spoolOver());
        // Last of the checkpoint's blocks, so that progress is never visible before what it speaks of.
        RowBuffer told = new RowBuffer();
        progress.seal().forEach(told::put);
        told.drain(headers, settings.blockBytes(), settings.blockRows(), (t, c) -> add(t, c, settings.spoolOver()));
        List<Block> blocks = pending;
        pending = new ArrayList<>();
        return blocks;
    }

    @Override
    public List<WriterState> snapshotState(long checkpointId) {
        return List.of(progress.state());
    }

    /** Removes what was spooled since the last seal: no checkpoint names it. */
    @Override
    public void close() throws IOException {
        for (Block block : pending) {
            if (block.spooled() != null) {
                spool.discard(block.spooled());
            }
        }
    }

    private void seal(RowBuffer rows, int spoolOver) throws IOException {
        rows.drain(headers, settings.blockBytes(), settings.blockRows(), (table, content) -> {
            progress.addRows(content.rows());
            add(table, content, spoolOver);
        });
    }

    private void add(String table, BlockContent content, int spoolOver) throws IOException {
        String token = content.token(settings.generation(), table);
        byte[] encoded = content.encode();
        blocksSealed.inc();
        if (encoded.length > spoolOver) {
            blocksSpooled.inc();
            pending.add(Block.spooled(table, content.rows(), token, spool.write(encoded)));
        } else {
            pending.add(Block.inline(table, content.rows(), token, encoded));
        }
    }
}
