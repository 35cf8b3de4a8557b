package dev.milepost.runtime.fold;

import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;

/**
 * Gathers what comes, and hands on what it has once before each checkpoint, and at the end: no row is seen before a checkpoint, so
 * nobody waits for it.
 *
 * @param <I> what comes
 * @param <O> what it hands on
 */
public abstract class BeforeBarrier<I, O> extends AbstractStreamOperator<O> implements OneInputStreamOperator<I, O> {

    private static final long serialVersionUID = 1L;

    /** Hands on what has been gathered since it was called last. */
    protected abstract void handOn() throws Exception;

    /** What is seen with the next checkpoint is in it. */
    @Override
    public final void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        handOn();
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public final void finish() throws Exception {
        handOn();
        super.finish();
    }

    /** It is not handed on; see the package. */
    @Override
    public final void processWatermarkStatus(WatermarkStatus status) {}
}
