package dev.milepost.runtime.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.TestableKeyedStateBackend;
import org.apache.flink.runtime.state.memory.MemCheckpointStreamFactory;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFinalizer;
import org.apache.flink.streaming.api.operators.OperatorSnapshotFutures;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** A {@link FoldFunction} of {@link SessionModel} on Flink's state and timers. An identity begins with its key and a colon. */
final class FoldHarness implements AutoCloseable {

    /** One emission; {@code key} is that of a fact, or the kind of outcome. */
    record Told(long revision, String key, String before, String after) {}

    static final OutputTag<String> REFUSED = new OutputTag<>("refused", Types.STRING);
    static final OutputTag<String> LETTERS = new OutputTag<>("letters", Types.STRING);

    /** Gap 10, span 50, delay 20. */
    static final SessionModel MODEL = new SessionModel(10, 50, 20);

    private final KeyedProcessOperator<String, Change<Item>, Told> operator;
    private final KeyedOneInputStreamOperatorTestHarness<String, Change<Item>, Told> harness;
    private int read;

    FoldHarness(SessionModel model, FoldSettings settings, StateBackend backend, OperatorSubtaskState restored)
            throws Exception {
        operator = new KeyedProcessOperator<>(new FoldFunction<>(
                model, new Telling(), new SessionState.MemoryCodec(), Item.class, new Item.ItemCodec(), settings));
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator, change -> change.element().identity().replaceAll(":.*", ""), Types.STRING);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    void add(String id, long time, int value) throws Exception {
        process(Change.add(Item.visit(id, time, value)));
    }

    void process(Change<Item> change) throws Exception {
        harness.processElement(change, change.element().timeMillis());
    }

    void watermark(long time) throws Exception {
        harness.processWatermark(time);
    }

    /** What was told since the last call. */
    List<Told> told() {
        List<Told> all = harness.extractOutputValues();
        List<Told> fresh = new ArrayList<>(all.subList(read, all.size()));
        read = all.size();
        return fresh;
    }

    List<String> refused() {
        return side(REFUSED);
    }

    /** The refused events in full. */
    List<String> letters() {
        return side(LETTERS);
    }

    private List<String> side(OutputTag<String> tag) {
        List<String> all = new ArrayList<>();
        if (harness.getSideOutput(tag) != null) {
            harness.getSideOutput(tag).forEach(element -> all.add(element.getValue()));
        }
        return all;
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    /** Values; in RocksDB each event of a tail is one, on the heap each key's tail. */
    int entries() {
        return ((TestableKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
        return harness.snapshot(1, 1);
    }

    /** The part of a snapshot that stops the stream; its bytes are written by {@link #finish}. */
    OperatorSnapshotFutures beginSnapshot() throws Exception {
        return operator.snapshotState(
                1, 1, CheckpointOptions.forCheckpointWithDefaultLocation(), new MemCheckpointStreamFactory(1 << 20));
    }

    static OperatorSubtaskState finish(OperatorSnapshotFutures begun) throws Exception {
        return OperatorSnapshotFinalizer.create(begun).getJobManagerOwnedState();
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    /** Facts by key, as a reader keeps them who believes {@code before} and refuses a lower revision. */
    static void apply(List<Told> told, Map<String, String> facts) {
        for (Told each : told) {
            if (each.key().contains("/")) {
                String was = each.after() == null ? facts.remove(each.key()) : facts.put(each.key(), each.after());
                if (was == null ? each.before() != null : !was.equals(each.before())) {
                    throw new AssertionError(each + " but the fact was " + was);
                }
            }
        }
    }

    private static final class Telling implements FoldOutput<Item, String, String, Told> {

        private static final long serialVersionUID = 1L;

        @Override
        public void changed(String key, String before, String after, Emission<Told> out) {
            out.collect(new Told(out.nextRevision(), key, before, after));
        }

        @Override
        public void accepted(Item item, Emission<Told> out) {
            out.collect(new Told(out.nextRevision(), "accepted", null, item.id() + "@" + item.timeMillis()));
        }

        @Override
        public void replaced(Item item, Emission<Told> out) {
            out.collect(new Told(out.nextRevision(), "replaced", null, item.id() + "@" + item.timeMillis()));
        }

        @Override
        public void refused(Item item, Outcome.Kind why, Emission<Told> out) {
            out.collect(REFUSED, why + " " + item.id() + "@" + item.timeMillis());
            out.collect(LETTERS, item.toString());
        }
    }
}
