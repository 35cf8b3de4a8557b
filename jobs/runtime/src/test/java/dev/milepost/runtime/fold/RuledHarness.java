package dev.milepost.runtime.fold;

import dev.milepost.runtime.rules.RuleVersion;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/**
 * A {@link RuledFoldOperator} of {@link WeightModel}, span 30, on Flink's state and timers. An identity begins with its key and
 * a colon.
 */
final class RuledHarness implements AutoCloseable {

    static final long BEHIND = 110;
    static final long UPKEEP = 25;

    private static final int MOST_PARALLEL = 8;
    private static final OutputTag<String> AGAIN = new OutputTag<>("again", Types.STRING);

    /** A fact; of a wake, the key of the fold stands in its key. */
    record Told(String key, String before, String after) {}

    private final KeyedTwoInputStreamOperatorTestHarness<String, Change<Item>, RuleVersion, Told> harness;
    private final int parallelism;
    private final int subtask;
    private int read;

    RuledHarness(List<RuleVersion> given, OperatorSubtaskState restored, int parallelism, int subtask)
            throws Exception {
        this(new HashMapStateBackend(), given, restored, parallelism, subtask);
    }

    RuledHarness(
            StateBackend backend, List<RuleVersion> given, OperatorSubtaskState restored, int parallelism, int subtask)
            throws Exception {
        Rules<Weights> rules = Rules.from(Weights.LANGUAGE, given);
        FoldFunction<?, Item, ?, ?, Told> fold = fold(rules);
        this.parallelism = parallelism;
        this.subtask = subtask;
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new RuledFoldOperator<>(fold, rules),
                change -> key(change.element().identity()),
                null,
                Types.STRING,
                MOST_PARALLEL,
                parallelism,
                subtask);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    private static FoldFunction<?, Item, ?, ?, Told> fold(Rules<Weights> rules) {
        return new FoldFunction<>(
                new WeightModel(rules, 30),
                new Telling(),
                new WeightModel.MemoryCodec(),
                Item.class,
                new Item.ItemCodec(),
                new FoldSettings(BEHIND - 10, 10, UPKEEP, Long.MAX_VALUE, 1));
    }

    /** What a {@link FoldOperator} of the same fold leaves, which knows its rules from the start alone. */
    static OperatorSubtaskState stateWithoutRules(List<RuleVersion> given, long watermark, Item... items)
            throws Exception {
        try (var harness = new KeyedOneInputStreamOperatorTestHarness<String, Change<Item>, Told>(
                new FoldOperator<>(fold(Rules.from(Weights.LANGUAGE, given))),
                change -> key(change.element().identity()),
                Types.STRING,
                MOST_PARALLEL,
                1,
                0)) {
            harness.open();
            for (Item item : items) {
                harness.processElement(new StreamRecord<>(Change.add(item), item.timeMillis()));
            }
            harness.processWatermark(new Watermark(watermark));
            harness.prepareSnapshotPreBarrier(1);
            return harness.snapshot(1, 1);
        }
    }

    private static String key(String identity) {
        return identity.replaceAll(":.*", "");
    }

    void add(String id, long time, int value) throws Exception {
        harness.processElement1(new StreamRecord<>(Change.add(Item.visit(id, time, value)), time));
    }

    /** Where the key is this subtask's. */
    void addIfOwned(String id, long time, int value) throws Exception {
        if (KeyGroupRangeAssignment.assignKeyToParallelOperator(key(id), MOST_PARALLEL, parallelism) == subtask) {
            add(id, time, value);
        }
    }

    void rule(RuleVersion version) throws Exception {
        harness.processElement2(new StreamRecord<>(version, 0));
    }

    void watermark(long time) throws Exception {
        harness.processWatermark1(new Watermark(time));
        harness.processWatermark2(new Watermark(time));
    }

    void silent(boolean isSilent) throws Exception {
        WatermarkStatus status = isSilent ? WatermarkStatus.IDLE : WatermarkStatus.ACTIVE;
        harness.processWatermarkStatus1(status);
        harness.processWatermarkStatus2(status);
    }

    /** Event time comes by the rules' way alone, which has begun again. */
    void watermarkOfRules(long time) throws Exception {
        harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
        harness.processWatermark2(new Watermark(time));
    }

    /** All watermarks, and what else is no record, that went out. */
    List<String> marks() {
        return harness.getOutput().stream()
                .filter(each -> !(each instanceof StreamRecord))
                .map(each -> each instanceof Watermark mark ? Long.toString(mark.getTimestamp()) : each.toString())
                .toList();
    }

    /** What was told since the last call. */
    List<Told> told() {
        List<Told> all = harness.extractOutputValues();
        List<Told> fresh = new ArrayList<>(all.subList(read, all.size()));
        read = all.size();
        return fresh;
    }

    /** Events that the output was told of again, because rules had changed. */
    List<String> again() {
        List<String> all = new ArrayList<>();
        if (harness.getSideOutput(AGAIN) != null) {
            harness.getSideOutput(AGAIN).forEach(element -> all.add(element.getValue()));
        }
        return all;
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    int entries() {
        return harness.numKeyedStateEntries();
    }

    OperatorSubtaskState snapshot() throws Exception {
        harness.prepareSnapshotPreBarrier(1);
        return harness.snapshot(1, 1);
    }

    static OperatorSubtaskState packed(OperatorSubtaskState first, OperatorSubtaskState second) throws Exception {
        return AbstractStreamOperatorTestHarness.repackageState(first, second);
    }

    static OperatorSubtaskState rescaled(OperatorSubtaskState packed, int from, int to, int subtask) {
        return AbstractStreamOperatorTestHarness.repartitionOperatorState(packed, MOST_PARALLEL, from, to, subtask);
    }

    @Override
    public void close() throws Exception {
        harness.close();
    }

    private static final class Telling implements FoldOutput<Item, String, String, Told> {

        private static final long serialVersionUID = 1L;

        @Override
        public void changed(String key, String before, String after, Emission<Told> out) {
            out.collect(new Told(key.replace("woke/", "woke/" + out.key() + "/"), before, after));
        }

        @Override
        public void rulesChanged(Item item, Emission<Told> out) {
            out.collect(AGAIN, item.id());
        }

        @Override
        public void refused(Item item, Outcome.Kind why, Emission<Told> out) {
            throw new IllegalStateException(why + " " + item);
        }
    }
}
