package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.Cell;
import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CellCodecs;
import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.codec.CodecTypeInfo;
import dev.milepost.runtime.fold.BeforeBarrier;
import dev.milepost.runtime.fold.FoldSettings;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds differences to cells, and tells each cell that has changed once for each checkpoint: its whole row.
 *
 * <p>State: {@code cell}, one value of about 100 bytes for each cell that anything was ever in. They are as many as rows of the
 * tables, and stay as long: a refund may come for any.
 */
public final class CellOperator extends BeforeBarrier<CellChange, Row> {

    private static final long serialVersionUID = 1L;

    private static final ValueStateDescriptor<Cell> CELL =
            new ValueStateDescriptor<>("cell", CodecTypeInfo.of(Cell.class, new CellCodecs.CellCodec()));

    private final FoldSettings settings;

    private transient ValueState<Cell> cells;
    private transient Set<String> changed;
    private transient CellRows rows;

    public CellOperator(FoldSettings settings) {
        this.settings = settings;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        cells = context.getKeyedStateStore().getState(CELL);
    }

    @Override
    public void open() throws Exception {
        super.open();
        changed = new LinkedHashSet<>();
        rows = new CellRows();
    }

    @Override
    public void processElement(StreamRecord<CellChange> element) throws Exception {
        cells.update(Cell.with(cells.value(), element.getValue()));
        changed.add((String) getCurrentKey());
    }

    @Override
    protected void handOn() throws Exception {
        for (String key : changed) {
            setCurrentKey(key);
            Cell cell = cells.value().toldOnceMore();
            cells.update(cell);
            output.collect(new StreamRecord<>(rows.of(cell, settings.revision(cell.told()))));
        }
        changed.clear();
    }
}
