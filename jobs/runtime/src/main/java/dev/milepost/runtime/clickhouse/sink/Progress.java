package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.clickhouse.RowEncoder;
import dev.milepost.schemas.row.ProgressRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How far one writer is, as a row of the {@code progress} table that becomes visible with the rows it speaks of.
 *
 * <p>The row's revision needs no counter in state: it is generation · 2^40 + the restored checkpoint's number + the seals
 * since. Each seal belongs to a checkpoint of its own and their numbers grow, so a writer restored from checkpoint c
 * starts above everything that was visible at c, whichever subtask it was.
 */
final class Progress {

    static final String STAGE = "warehouse";

    private static final int GENERATION_BITS = 40;

    private final RowEncoder encoder = RowEncoder.of(ProgressRow.getClassSchema());
    private final int subtask;
    private final long base;
    private final List<WriterState> vanished = new ArrayList<>();

    private long seals;
    private long watermark;
    private long rowsOut;
    private long toldWatermark;
    private long toldRows;

    /**
     * Starts, or continues from what Flink handed to this subtask: after a rescale several states, or none.
     *
     * @param restoredCheckpoint the number of the checkpoint that is restored; 0 of a fresh start
     */
    Progress(long generation, int subtask, int parallelism, long restoredCheckpoint, Collection<WriterState> restored) {
        this.subtask = subtask;
        this.base = (generation << GENERATION_BITS) + restoredCheckpoint;
        for (WriterState state : restored) {
            rowsOut += state.rowsOut();
            if (state.subtask() >= parallelism) {
                vanished.add(state);
            }
        }
        // Flink restores watermarks as "none yet": what was told once is not taken back.
        watermark = restored.stream().mapToLong(WriterState::watermark).min().orElse(Long.MIN_VALUE);
        boolean own = restored.size() == 1 && restored.iterator().next().subtask() == subtask;
        toldWatermark = own ? watermark : Long.MIN_VALUE;
        toldRows = own ? rowsOut : -1;
    }

    /** Takes a watermark in milliseconds. The one that ends an input ({@link Long#MAX_VALUE}) tells no time. */
    void advance(long millis) {
        if (millis != Long.MAX_VALUE) {
            watermark = Math.max(watermark, millis);
        }
    }

    void addRows(int rows) {
        rowsOut += rows;
    }

    /** The rows to tell with this seal: none where nothing changed. Counts the seal. */
    List<Row> seal() {
        long revision = base + ++seals;
        List<Row> rows = new ArrayList<>();
        for (WriterState gone : vanished) {
            // Its last watermark would hold the least of all back for ever.
            rows.add(encoder.encode(
                    new ProgressRow(STAGE, gone.subtask(), Instant.ofEpochMilli(0), gone.rowsOut()), revision, true));
        }
        vanished.clear();
        boolean changed = watermark != toldWatermark || rowsOut != toldRows;
        if (changed && watermark != Long.MIN_VALUE) {
            rows.add(encoder.encode(
                    new ProgressRow(STAGE, subtask, Instant.ofEpochMilli(watermark), rowsOut), revision, false));
            toldWatermark = watermark;
            toldRows = rowsOut;
        }
        return rows;
    }

    WriterState state() {
        return new WriterState(subtask, watermark, rowsOut);
    }
}
