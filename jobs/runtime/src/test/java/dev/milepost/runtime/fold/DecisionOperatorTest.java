package dev.milepost.runtime.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.milepost.runtime.clickhouse.Row;
import dev.milepost.runtime.codec.Codec;
import dev.milepost.runtime.rules.RuleVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateChangelogOptions;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendLoader;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Decisions come behind the watermark, in the order of time, once, across restores. */
class DecisionOperatorTest {

    private static final OutputTag<String> TOLD = new OutputTag<>("told", Types.STRING);
    private static final OutputTag<Long> REVISIONS = new OutputTag<>("revisions", Types.LONG);
    private static final long HORIZON = 10_000_000;

    /** How often a state was written. */
    private static final AtomicInteger WRITES = new AtomicInteger();

    /** What keeps the state. */
    enum Backend {
        HEAP,
        CHANGELOG,
        ROCKSDB;

        StateBackend create() throws Exception {
            StateBackend heap = new HashMapStateBackend();
            return switch (this) {
                case HEAP -> heap;
                case ROCKSDB -> new EmbeddedRocksDBStateBackend();
                case CHANGELOG ->
                    StateBackendLoader.fromApplicationOrConfigOrDefault(
                            heap,
                            new Configuration().set(StateChangelogOptions.ENABLE_STATE_CHANGE_LOG, true),
                            new Configuration(),
                            DecisionOperatorTest.class.getClassLoader(),
                            null);
            };
        }
    }

    /** Tells each item once event time has passed it, with the sum of the rules of its time. */
    private static final class Teller implements Decider<SortedMap<Long, String>, Item, Weights> {

        private static final long serialVersionUID = 1L;

        @Override
        public SortedMap<Long, String> empty() {
            return new TreeMap<>();
        }

        @Override
        public Object about(Item fact) {
            return fact.identity();
        }

        @Override
        public void take(
                SortedMap<Long, String> state,
                String key,
                Change<Item> change,
                long reachedMillis,
                long ruledMillis,
                Weights rules) {
            long time = change.element().timeMillis();
            if (change.kind() == Change.Kind.REMOVE) {
                state.remove(time);
            } else {
                state.put(
                        time,
                        change.element().id() + (time <= reachedMillis ? " late" : time > ruledMillis ? " ahead" : ""));
            }
        }

        @Override
        public long nextTime(SortedMap<Long, String> state, String key, Weights rules) {
            return state.isEmpty() ? Long.MAX_VALUE : state.firstKey();
        }

        @Override
        public void decide(
                SortedMap<Long, String> state,
                String key,
                long timeMillis,
                long reachedMillis,
                Weights rules,
                Emission<?> out) {
            for (Map.Entry<Long, String> due :
                    List.copyOf(state.headMap(timeMillis + 1).entrySet())) {
                out.collect(TOLD, key + " " + due.getValue() + " x" + rules.at(due.getKey()));
                out.collect(REVISIONS, out.nextRevision());
                state.remove(due.getKey());
            }
        }

        @Override
        public boolean isEmpty(SortedMap<Long, String> state) {
            return state.isEmpty();
        }
    }

    /** Writes the teller's state. */
    public static final class TellerCodec extends Decided.DecidedCodec<SortedMap<Long, String>> {

        private static final long serialVersionUID = 1L;

        public TellerCodec() {
            super(new MapCodec());
        }
    }

    private static final class MapCodec implements Codec<SortedMap<Long, String>> {

        private static final long serialVersionUID = 1L;

        @Override
        public int version() {
            return 1;
        }

        @Override
        public void write(SortedMap<Long, String> map, DataOutput out) throws IOException {
            WRITES.incrementAndGet();
            out.writeInt(map.size());
            for (Map.Entry<Long, String> entry : map.entrySet()) {
                out.writeLong(entry.getKey());
                out.writeUTF(entry.getValue());
            }
        }

        @Override
        public SortedMap<Long, String> read(int version, DataInput in) throws IOException {
            SortedMap<Long, String> map = new TreeMap<>();
            for (int i = in.readInt(); i > 0; i--) {
                map.put(in.readLong(), in.readUTF());
            }
            return map;
        }

        @Override
        public SortedMap<Long, String> copy(SortedMap<Long, String> map) {
            return new TreeMap<>(map);
        }
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Change<Item>, RuleVersion, Row> operator(
            OperatorSubtaskState restored) throws Exception {
        return operator(restored, Backend.HEAP);
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, Change<Item>, RuleVersion, Row> operator(
            OperatorSubtaskState restored, Backend backend) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, Change<Item>, RuleVersion, Row> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new DecisionOperator<>(
                                new Teller(),
                                new TellerCodec(),
                                Rules.from(Weights.LANGUAGE, List.of(Weights.version("first", 0, 1))),
                                new FoldSettings(100, 10, 25, HORIZON, 1)),
                        change -> change.element().identity().substring(0, 1),
                        null,
                        Types.STRING);
        harness.setStateBackend(backend.create());
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
        return harness;
    }

    private static void put(
            KeyedTwoInputStreamOperatorTestHarness<String, Change<Item>, RuleVersion, Row> harness,
            String id,
            long time)
            throws Exception {
        harness.processElement1(new StreamRecord<>(Change.put(Item.visit(id, time, 1)), time));
    }

    private static <T> List<T> of(KeyedTwoInputStreamOperatorTestHarness<String, ?, ?, ?> harness, OutputTag<T> tag) {
        List<T> values = new ArrayList<>();
        if (harness.getSideOutput(tag) != null) {
            harness.getSideOutput(tag).forEach(value -> values.add(value.getValue()));
        }
        return values;
    }

    @Test
    void nothingIsDecidedBeforeItsTimeHasPassed() throws Exception {
        try (var harness = operator(null)) {
            put(harness, "a:2", 200);
            put(harness, "a:1", 100);
            put(harness, "a:3", 300);
            assertThat(of(harness, TOLD)).isEmpty();
            harness.processBothWatermarks(new Watermark(250));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1", "a a:2 x1");
            harness.processElement1(new StreamRecord<>(Change.remove(Item.visit("a:3", 300, 1)), 300));
            harness.processBothWatermarks(new Watermark(400));
            assertThat(of(harness, TOLD)).hasSize(2);
        }
    }

    @Test
    void whatComesLateIsDecidedAtTheNextWatermark() throws Exception {
        try (var harness = operator(null)) {
            harness.processBothWatermarks(new Watermark(1_000));
            put(harness, "a:1", 500);
            assertThat(of(harness, TOLD)).isEmpty();
            put(harness, "a:2", 1_000);
            put(harness, "a:3", 1_001);
            harness.processBothWatermarks(new Watermark(1_001));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 late x1", "a a:2 late x1", "a a:3 x1");
        }
    }

    /** As after an outage of the broker: the rules come by the shorter way, and what a fold tells by its timers after them. */
    @Test
    void whenAllWasSilentNothingIsLateThatIsToldBeforeItsOwnInputGoesOn() throws Exception {
        try (var harness = operator(null)) {
            harness.processBothWatermarks(new Watermark(1_000));
            harness.processWatermarkStatus1(WatermarkStatus.IDLE);
            harness.processWatermarkStatus2(WatermarkStatus.IDLE);

            harness.processWatermarkStatus2(WatermarkStatus.ACTIVE);
            harness.processWatermark2(new Watermark(2_000));
            put(harness, "a:1", 1_500);
            harness.processWatermarkStatus1(WatermarkStatus.ACTIVE);
            harness.processWatermark1(new Watermark(2_000));

            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1");
        }
    }

    @Test
    void whatCountsLaterDecidesNothingOfBefore() throws Exception {
        try (var harness = operator(null)) {
            put(harness, "a:1", 500);
            // The same fact as it is since something came late, at 2,000; and another.
            harness.processElement1(new StreamRecord<>(Change.remove(Item.visit("a:1", 500, 1)), 2_000));
            put(harness, "a:2", 700);
            harness.processElement1(new StreamRecord<>(Change.put(Item.visit("a:3", 600, 1)), 2_000));
            harness.processBothWatermarks(new Watermark(1_999));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1", "a a:2 x1");
            harness.processBothWatermarks(new Watermark(2_000));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1", "a a:2 x1", "a a:3 late x1");
        }
    }

    @Test
    void versionsOfOneFactStayInOrderAndTheFirstThatCountsTakesThoseBeforeItAlong() throws Exception {
        try (var harness = operator(null)) {
            put(harness, "a:1", 900);
            harness.processElement1(new StreamRecord<>(Change.remove(Item.visit("a:1", 900, 1)), 500));
            put(harness, "a:1", 600);
            harness.processBothWatermarks(new Watermark(1_000));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1");
        }
    }

    @Test
    void aBarrierLetsGoOfWhatCountsLater() throws Exception {
        OperatorSubtaskState state;
        try (var harness = operator(null)) {
            harness.processBothWatermarks(new Watermark(1_000));
            harness.processElement1(new StreamRecord<>(Change.put(Item.visit("a:1", 500, 1)), 1_001));
            harness.getOperator().prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
        }
        try (var harness = operator(state)) {
            harness.processBothWatermarks(new Watermark(1_001));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 late x1");
        }
    }

    @Test
    void nothingIsDecidedBehindTheHorizon() throws Exception {
        try (var harness = operator(null)) {
            put(harness, "a:1", HORIZON);
            put(harness, "a:2", HORIZON + 1);
            harness.processBothWatermarks(Watermark.MAX_WATERMARK);
            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1");
        }
    }

    @Test
    void aRestoreGoesOnWithWhatIsAheadAndByTheRulesThatHadCome() throws Exception {
        OperatorSubtaskState state;
        try (var harness = operator(null)) {
            put(harness, "a:1", 100);
            put(harness, "b:2", 500);
            harness.processElement2(new StreamRecord<>(Weights.version("second", 400, 10)));
            harness.processBothWatermarks(new Watermark(150));
            assertThat(of(harness, TOLD)).containsExactly("a a:1 x1");
            harness.getOperator().prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
        }
        try (var harness = operator(state)) {
            harness.processBothWatermarks(new Watermark(600));
            assertThat(of(harness, TOLD)).containsExactly("b b:2 ahead x10");
        }
    }

    @Test
    void aKeyIsForgottenAndItsRevisionsRiseAllTheSame() throws Exception {
        try (var harness = operator(null)) {
            put(harness, "a:1", 100);
            put(harness, "a:2", 101);
            put(harness, "a:3", 102);
            harness.processBothWatermarks(new Watermark(110));
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            harness.processBothWatermarks(new Watermark(1_000));
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
            put(harness, "a:4", 1_100);
            harness.processBothWatermarks(new Watermark(1_100));
            assertThat(of(harness, REVISIONS))
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .hasSize(4);
        }
    }

    /** Of all that a backend may be, whatever is changed where it is or told anew: what is restored is what there was. */
    @ParameterizedTest
    @EnumSource(Backend.class)
    void whatWasChangedBetweenCheckpointsIsRestored(Backend backend) throws Exception {
        OperatorSubtaskState state;
        try (var harness = operator(null, backend)) {
            put(harness, "a:1", 100);
            put(harness, "a:2", 300);
            harness.getOperator().prepareSnapshotPreBarrier(1);
            harness.snapshot(1, 1);
            put(harness, "a:3", 400);
            put(harness, "b:4", 400);
            put(harness, "b:5", 100);
            harness.processElement2(new StreamRecord<>(Weights.version("second", 400, 10)));
            harness.processBothWatermarks(new Watermark(150));
            put(harness, "b:6", 500);
            put(harness, "c:7", 160);
            harness.processBothWatermarks(new Watermark(160));
            harness.getOperator().prepareSnapshotPreBarrier(2);
            state = harness.snapshot(2, 2);
            assertThat(of(harness, TOLD)).containsExactlyInAnyOrder("a a:1 ahead x1", "b b:5 x1", "c c:7 x1");
        }
        try (var harness = operator(state, backend)) {
            harness.processBothWatermarks(new Watermark(600));
            assertThat(of(harness, TOLD))
                    .containsExactlyInAnyOrder(
                            "a a:2 ahead x1", "a a:3 ahead x10", "b b:4 ahead x10", "b b:6 ahead x10");
        }
    }

    /** What is one key for all grows large: it must not be written with each fact. */
    @Test
    void aChangelogIsToldOfAKeyOnceForEachCheckpoint() throws Exception {
        try (var harness = operator(null, Backend.CHANGELOG)) {
            put(harness, "a:0", 1_000_000);
            harness.getOperator().prepareSnapshotPreBarrier(1);
            WRITES.set(0);
            for (int i = 1; i <= 100; i++) {
                put(harness, "a:" + i, i);
                harness.processBothWatermarks(new Watermark(i));
            }
            assertThat(of(harness, TOLD)).hasSize(100);
            assertThat(WRITES).hasValue(0);
            harness.getOperator().prepareSnapshotPreBarrier(2);
            assertThat(WRITES).hasValue(1);
            harness.getOperator().prepareSnapshotPreBarrier(3);
            assertThat(WRITES).hasValue(1);
            harness.processElement2(new StreamRecord<>(Weights.version("second", 2_000_000, 10)));
            assertThat(WRITES).hasValue(1);
            harness.getOperator().prepareSnapshotPreBarrier(4);
            assertThat(WRITES).as("what a rule asked again").hasValue(2);
        }
    }
}
