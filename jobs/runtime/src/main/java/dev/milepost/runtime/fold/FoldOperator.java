package dev.milepost.runtime.fold;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Runs a {@link FoldFunction} whose changes come {@linkplain InTurn in turn}.
 *
 * @param <E> the events and facts
 * @param <O> the type of the main output
 */
public final class FoldOperator<E extends Timed, O> extends KeyedProcessOperator<String, Change<E>, O> {

    private static final long serialVersionUID = 1L;

    private final FoldFunction<?, E, ?, ?, O> fold;

    private transient InTurn<E> turns;
    private transient Stamps<O> stamps;

    public FoldOperator(FoldFunction<?, E, ?, ?, O> fold) {
        super(fold);
        this.fold = fold;
    }

    @Override
    public void open() throws Exception {
        stamps = new Stamps<>(output);
        output = stamps;
        super.open();
        turns = new InTurn<>(this::take);
    }

    @Override
    public void processElement(StreamRecord<Change<E>> element) throws Exception {
        turns.come((String) getCurrentKey(), element.getValue(), counts(element));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        turns.passed(mark.getTimestamp());
        super.processWatermark(mark);
    }

    /** It is not handed on: nothing downstream gets ahead of this instance, however many of its kind have begun again. */
    @Override
    public void processWatermarkStatus(WatermarkStatus status) {}

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        turns.all();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        turns.all();
        super.finish();
    }

    /** When a record counts by its timestamp; one without counts at its element's time. */
    static long counts(StreamRecord<?> element) {
        return element.hasTimestamp() ? element.getTimestamp() : Long.MIN_VALUE;
    }

    private void take(String key, Change<E> change, long countsMillis, boolean moreFollow) throws Exception {
        if (!key.equals(getCurrentKey())) {
            setCurrentKey(key);
        }
        fold.moreFollow(moreFollow);
        stamps.late(countsMillis > change.element().timeMillis());
        super.processElement(new StreamRecord<>(change, countsMillis));
        stamps.late(false);
    }
}
