package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Runs a {@link FoldFunction}, and lets its changes wait until the watermark has passed them: in the order of event time
 * each costs one application, in any other a replay of its key's tail. What a fold makes of them is the same either way.
 *
 * <p>What a key has due together it gets together: facts that several of its changes touch are told once.
 *
 * <p>Nothing waits longer than to the next checkpoint, because no row is visible before it: what is left then goes to the
 * fold ahead of the barrier, in order as far as it has come. So nothing that waits is ever in state. What is late goes to
 * the fold at once, and so does the earlier half where more wait than {@link #MOST}.
 *
 * @param <E> the events and facts
 * @param <O> the type of the main output
 */
public final class FoldOperator<E extends Timed, O> extends KeyedProcessOperator<String, Change<E>, O> {

    /** The most changes that one instance holds: megabytes of clicks; of accounts, so many whole records. */
    static final int MOST = 1 << 14;

    private static final long serialVersionUID = 1L;

    private final FoldFunction<?, E, ?, ?, O> fold;

    private transient Waiting<E> waiting;
    private transient long watermark;

    public FoldOperator(FoldFunction<?, E, ?, ?, O> fold) {
        super(fold);
        this.fold = fold;
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
            fold(watermark, 0);
        } else if (waiting.size() > MOST) {
            fold(Long.MAX_VALUE, MOST / 2);
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = mark.getTimestamp();
        fold(watermark, 0);
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        fold(Long.MAX_VALUE, 0);
        super.prepareSnapshotPreBarrier(checkpointId);
    }

    @Override
    public void finish() throws Exception {
        fold(Long.MAX_VALUE, 0);
        super.finish();
    }

    /** Gives the fold what is due up to and including that time, key by key, until so many are left. */
    private void fold(long timeMillis, int left) throws Exception {
        Map<String, List<Change<E>>> due = new LinkedHashMap<>();
        while (waiting.size() > left) {
            Waiting.Held<E> next = waiting.next(timeMillis);
            if (next == null) {
                break;
            }
            due.computeIfAbsent(next.key, key -> new ArrayList<>(2)).add(next.change);
        }
        for (Map.Entry<String, List<Change<E>>> ofKey : due.entrySet()) {
            setCurrentKey(ofKey.getKey());
            List<Change<E>> changes = ofKey.getValue();
            for (int i = 0; i < changes.size(); i++) {
                Change<E> change = changes.get(i);
                fold.moreFollow(i < changes.size() - 1);
                super.processElement(new StreamRecord<>(change, change.element().timeMillis()));
            }
        }
    }
}
