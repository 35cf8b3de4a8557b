package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CellId;
import dev.milepost.cohorts.model.CellSums;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Adds up what each cell changes by before it is sent to the cell: users of the moment are mostly of the same few cohorts. It hands
 * on what it has with every checkpoint, so it remembers nothing; and no row is seen before one.
 */
public final class CellBundle extends AbstractStreamOperator<CellChange>
        implements OneInputStreamOperator<CellChange, CellChange> {

    private static final long serialVersionUID = 1L;

    /** About half a megabyte. */
    private static final int MOST = 2_048;

    private transient Map<CellId, CellSums> sums;

    @Override
    public void open() throws Exception {
        super.open();
        sums = new LinkedHashMap<>();
    }

    @Override
    public void processElement(StreamRecord<CellChange> element) {
        CellChange change = element.getValue();
        sums.merge(change.id(), change.by(), CellSums::plus);
        if (sums.size() >= MOST) {
            handOn();
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        handOn();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        handOn();
        super.finish();
    }

    /** It is not handed on; see {@link dev.milepost.runtime.fold}. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    private void handOn() {
        sums.forEach((id, by) -> {
            if (!by.equals(CellSums.NONE)) {
                output.collect(new StreamRecord<>(new CellChange(id, by)));
            }
        });
        sums.clear();
    }
}
