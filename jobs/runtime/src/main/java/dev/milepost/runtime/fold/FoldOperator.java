package dev.milepost.runtime.fold;

import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a {@link FoldFunction}, and lets its changes wait until the watermark has passed them: in the order of event time
 * each costs one application, in any other a replay of its key's tail. What a fold makes of them is the same either way.
 *
 * <p>Nothing waits longer than to the next checkpoint, because no row is visible before it: what is left then goes to the
 * fold ahead of the barrier, in order as far as it has come. So nothing that waits is ever in state. What is late goes to
 * the fold at once, and so does the earlier half where more wait than {@link #MOST}.
 *
 * @param <E> the events and facts
 * @param <O> the type of the main output
 */
public final class FoldOperator<E extends Timed, O> extends KeyedProcessOperator<String, Change<E>, O> {

    /** The most changes that one instance holds: some megabytes. */
    static final int MOST = 1 << 14;

    private static final long serialVersionUID = 1L;

    private transient Waiting<E> waiting;
    private transient long watermark;

    public FoldOperator(FoldFunction<?, E, ?, ?, O> fold) {
        super(fold);
    }

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new Waiting<>();
        watermark = Long.MIN_VALUE;
    }

    @Override
    public void processElement(StreamRecord<Change<E>> element) throws Exception {
        Change<E> change = element.getValue();
        boolean late = change.element().timeMillis() <= watermark;
        if (late && change.kind() == Change.Kind.ADD) {
            super.processElement(element);
            return;
        }
        waiting.add((String) getCurrentKey(), change);
        if (late) {
            // Behind what waits of the same fact.
            fold(watermark);
        } else if (waiting.size() > MOST) {
            while (waiting.size() > MOST / 2) {
                fold(waiting.next(Long.MAX_VALUE));
            }
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        fold(watermark);
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        fold(Long.MAX_VALUE);
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        fold(Long.MAX_VALUE);
        super.finish();
    }

    private void fold(long timeMillis) throws Exception {
        for (Waiting.Held<E> held = waiting.next(timeMillis); held != null; held = waiting.next(timeMillis)) {
            fold(held);
        }
    }

    private void fold(Waiting.Held<E> held) throws Exception {
        setCurrentKey(held.key);
        super.processElement(
                new StreamRecord<>(held.change, held.change.element().timeMillis()));
    }
}
