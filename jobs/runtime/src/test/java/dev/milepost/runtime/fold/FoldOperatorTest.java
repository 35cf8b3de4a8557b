package dev.milepost.runtime.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FoldOperatorTest {

    private static final OutputTag<String> FACTS = new OutputTag<>("facts", Types.STRING);

    private FoldOperator<Item, String> operator;
    private KeyedOneInputStreamOperatorTestHarness<String, Change<Item>, String> harness;
    private int read;

    /** Tells which events the fold took, in its order. */
    private static final class Taken implements FoldOutput<Item, String, String, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void changed(String key, String before, String after, Emission<String> out) {
            if (key.startsWith("s/")) {
                out.collect(FACTS, before + " -> " + after);
            }
        }

        @Override
        public void accepted(Item item, Emission<String> out) {
            out.collect(out.key() + " " + item.id());
        }

        @Override
        public void refused(Item item, Outcome.Kind why, Emission<String> out) {
            out.collect(why + " " + item.id());
        }
    }

    @BeforeEach
    void open() throws Exception {
        operator = new FoldOperator<>(new FoldFunction<>(
                FoldHarness.MODEL,
                new Taken(),
                new SessionState.MemoryCodec(),
                Item.class,
                new Item.ItemCodec(),
                new FoldSettings(100, 10, 25, Long.MAX_VALUE, 3)));
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                operator, change -> change.element().id().substring(0, 1), Types.STRING);
        harness.open();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        harness.processWatermark(Long.MAX_VALUE / 2);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        harness.close();
    }

    @Test
    void whatCameLateGoesByItselfAndWhatItLeadsToCountsWhenItDoes() throws Exception {
        add("a3", 30);
        add("a1", 10);
        harness.processElement(new StreamRecord<>(Change.add(Item.visit("a2", 20, 1)), 35));
        harness.processWatermark(34);
        assertThat(stamped()).containsExactly("a a1 at 0", "a a3 at 0");
        add("a4", 40);
        harness.processWatermark(40);
        assertThat(stamped()).containsExactly("a a1 at 0", "a a3 at 0", "a a2 at 35", "a a4 at 35");
    }

    private List<String> stamped() {
        List<String> stamped = new ArrayList<>();
        for (Object each : harness.getOutput()) {
            if (each instanceof StreamRecord<?> record) {
                stamped.add(record.getValue() + " at " + record.getTimestamp());
            }
        }
        return stamped;
    }

    private void add(String id, long time) throws Exception {
        harness.processElement(Change.add(Item.visit(id, time, 1)), time);
    }

    private List<String> taken() {
        List<String> all = harness.extractOutputValues();
        List<String> fresh = new ArrayList<>(all.subList(read, all.size()));
        read = all.size();
        return fresh;
    }

    @Test
    void changesWaitForTheWatermarkAndAreTakenInTheOrderOfTheirTimes() throws Exception {
        add("a3", 1_030);
        add("b2", 1_020);
        add("a1", 1_010);
        assertThat(taken()).isEmpty();

        harness.processWatermark(1_020);
        assertThat(taken()).containsExactly("a a1", "b b2");
        harness.processWatermark(1_030);
        assertThat(taken()).containsExactly("a a3");
    }

    /** Who reads it would follow others of its kind, which have begun again, past what its timers have yet to tell. */
    @Test
    void itIsNeverIdleThoughAllThatItReadsIs() throws Exception {
        harness.processWatermark(1_000);
        harness.processWatermarkStatus(WatermarkStatus.IDLE);
        harness.processWatermarkStatus(WatermarkStatus.ACTIVE);
        harness.processWatermark(2_000);
        assertThat(harness.getOutput()).containsExactly(new Watermark(1_000), new Watermark(2_000));
    }

    @Test
    void whatAKeyHasDueTogetherIsToldOfOnceAsIfEachHadBeen() throws Exception {
        add("a3", 1_003);
        add("a1", 1_001);
        add("b1", 1_001);
        add("a2", 1_002);
        add("a2", 1_002);

        harness.processWatermark(1_003);
        add("a4", 1_004);
        harness.processWatermark(1_004);

        assertThat(harness.getSideOutput(FACTS))
                .extracting(StreamRecord::getValue)
                .containsExactly(
                        "null -> 1001..1003 open trail 993 max 1 labels 0",
                        "null -> 1001..1001 open trail 1 max 1 labels 0",
                        "1001..1003 open trail 993 max 1 labels 0 -> 1001..1004 open trail 30784 max 1 labels 0");
        assertThat(taken()).containsExactly("a a1", "a a2", "a a3", "b b1", "a a4");
    }

    @Test
    void whatIsLateIsTakenAtOnceAndAlone() throws Exception {
        add("a3", 1_030);
        harness.processWatermark(1_020);

        add("a1", 1_010);

        assertThat(taken()).containsExactly("a a1");
        harness.processWatermark(1_030);
        assertThat(taken()).containsExactly("a a3");
    }

    @Test
    void allAreTakenAheadOfABarrierSoThatNoneIsMissingInTheCheckpoint() throws Exception {
        add("a3", 1_030);
        add("b2", 1_020);

        harness.prepareSnapshotPreBarrier(1);

        assertThat(taken()).containsExactly("b b2", "a a3");
    }

    @Test
    void allAreTakenAtTheEndOfInput() throws Exception {
        add("a3", 1_030);
        add("b2", 1_020);

        operator.finish();

        assertThat(taken()).containsExactly("b b2", "a a3");
    }

    @Test
    void theEarlierHalfIsTakenWhereTooManyWait() throws Exception {
        for (int i = 0; i <= InTurn.MOST; i++) {
            assertThat(taken()).isEmpty();
            add("a" + i, 2_000_000 - i);
        }

        List<String> half = taken();
        assertThat(half).hasSize(InTurn.MOST / 2 + 1).startsWith("a a" + InTurn.MOST);
        harness.processWatermark(3_000_000);
        assertThat(taken()).hasSize(InTurn.MOST / 2).endsWith("a a0");
    }
}
