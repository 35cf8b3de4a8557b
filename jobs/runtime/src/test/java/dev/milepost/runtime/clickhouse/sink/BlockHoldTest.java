package dev.milepost.runtime.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class BlockHoldTest {

    @Test
    void aBlockLeavesWithTheCheckpointThatBeginsWhenItsOwnIsComplete() throws Exception {
        try (Hold hold = new Hold(true, null)) {
            hold.seal(1, "a");
            assertThat(hold.checkpoint(1)).containsExactly("1: 0");
            hold.harness.notifyOfCompletedCheckpoint(1);
            hold.seal(2, "b", "c");
            assertThat(hold.checkpoint(2)).containsExactly("2: 1", "2 a");
            hold.harness.notifyOfCompletedCheckpoint(2);
            hold.seal(3);
            assertThat(hold.checkpoint(3)).containsExactly("3: 2", "3 b", "3 c");
        }
    }

    /** The latest that is complete is 1, and a job that goes on from there knows nothing of b. */
    @Test
    void whatACheckpointSealedThatNeverCompletedWaitsForOneThatDoes() throws Exception {
        try (Hold hold = new Hold(true, null)) {
            hold.seal(1, "a");
            hold.checkpoint(1);
            hold.harness.notifyOfCompletedCheckpoint(1);
            hold.seal(2, "b");
            hold.checkpoint(2);
            hold.seal(3, "c");
            assertThat(hold.checkpoint(3)).containsExactly("3: 0");
            hold.harness.notifyOfCompletedCheckpoint(3);
            hold.seal(4);
            assertThat(hold.checkpoint(4)).containsExactly("4: 2", "4 b", "4 c");
        }
    }

    @Test
    void whatIsRestoredLeavesWithTheFirstCheckpoint() throws Exception {
        OperatorSubtaskState state;
        try (Hold hold = new Hold(true, null)) {
            hold.seal(7, "a", "b");
            state = hold.harness.snapshot(7, 0);
        }
        try (Hold hold = new Hold(true, state)) {
            hold.seal(8, "c");
            assertThat(hold.checkpoint(8)).containsExactly("8: 2", "8 a", "8 b");
        }
    }

    @Test
    void theEndOfTheInputLetsAllGo() throws Exception {
        try (Hold hold = new Hold(true, null)) {
            hold.seal(1, "a");
            hold.checkpoint(1);
            hold.seal(2, "b");
            hold.harness.endInput();
            assertThat(hold.told()).containsExactly("2: 2", "2 a", "2 b");
            assertThat(hold.checkpoint(2)).isEmpty();
        }
    }

    @Test
    void withoutTheHoldABlockLeavesWithItsOwnCheckpoint() throws Exception {
        try (Hold hold = new Hold(false, null)) {
            hold.seal(1, "a");
            assertThat(hold.checkpoint(1)).containsExactly("1: 1", "1 a");
        }
    }

    private static final class Hold implements AutoCloseable {

        final OneInputStreamOperatorTestHarness<CommittableMessage<Block>, CommittableMessage<Block>> harness;
        private int heard;

        Hold(boolean holds, OperatorSubtaskState state) throws Exception {
            harness = new OneInputStreamOperatorTestHarness<>(new BlockHold(holds));
            harness.setup();
            if (state != null) {
                harness.setRestoredCheckpointId(7);
                harness.initializeState(state);
            }
            harness.open();
        }

        void seal(long checkpoint, String... blocks) throws Exception {
            harness.processElement(new StreamRecord<>(new CommittableSummary<>(0, 1, checkpoint, blocks.length, 0)));
            for (String block : blocks) {
                harness.processElement(new StreamRecord<>(
                        new CommittableWithLineage<>(Block.inline("t", 1, block, new byte[] {1}), checkpoint, 0)));
            }
        }

        List<String> checkpoint(long id) throws Exception {
            harness.prepareSnapshotPreBarrier(id);
            harness.snapshot(id, 0);
            return told();
        }

        /** Summaries as "checkpoint: blocks", blocks as "checkpoint token". */
        List<String> told() {
            List<String> told = new ArrayList<>();
            List<StreamRecord<? extends CommittableMessage<Block>>> all =
                    new ArrayList<>(harness.extractOutputStreamRecords());
            for (StreamRecord<? extends CommittableMessage<Block>> each : all.subList(heard, all.size())) {
                told.add(
                        each.getValue() instanceof CommittableWithLineage<Block> block
                                ? block.getCheckpointId() + " "
                                        + block.getCommittable().token()
                                : each.getValue().getCheckpointId() + ": "
                                        + ((CommittableSummary<Block>) each.getValue()).getNumberOfCommittables());
            }
            heard = all.size();
            return told;
        }

        @Override
        public void close() throws Exception {
            harness.close();
        }
    }
}
