package dev.milepost.cohorts.operator;

import dev.milepost.cohorts.model.CellChange;
import dev.milepost.cohorts.model.CellId;
import dev.milepost.cohorts.model.CellSums;
import dev.milepost.runtime.fold.BeforeBarrier;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Adds up what each cell changes by before it is sent to the cell: users of the moment are mostly of the same few cohorts. It hands
 * on what it has with every checkpoint, so it remembers nothing; and no row is seen before one.
 */
public final class CellBundle extends BeforeBarrier<CellChange, CellChange> {

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
    protected void handOn() {
        sums.forEach((id, by) -> {
            if (!by.equals(CellSums.NONE)) {
                output.collect(new StreamRecord<>(new CellChange(id, by)));
            }
        });
        sums.clear();
    }
}
