package dev.milepost.runtime.clickhouse.sink;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.core.io.SimpleVersionedSerialization;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Lets a block go to the committer only with a checkpoint that begins when the one that sealed it is complete. So what is
 * visible never goes beyond the checkpoint before the latest, and a job that goes on from that one (the latest is damaged)
 * writes everything again that it may.
 *
 * <p>Without that, rows of the lost checkpoint stay: between two events the folds may find something that holds for a
 * moment, and the second time, when the events meet in another order, never. Nothing takes such a row back, because nobody
 * knows of it any more.
 */
final class BlockHold extends AbstractStreamOperator<CommittableMessage<Block>>
        implements OneInputStreamOperator<CommittableMessage<Block>, CommittableMessage<Block>>, BoundedOneInput {

    static final String NAME = "hold";

    private static final long serialVersionUID = 1L;

    private static final BlockSerializer SERIALIZER = new BlockSerializer();

    private final boolean holds;

    private transient ListState<byte[]> kept;
    private transient Deque<Held> held;
    private transient long complete;
    private transient long latest;
    private transient boolean ended;

    /** A block, and the checkpoint that sealed it. */
    private record Held(long checkpoint, Block block) {}

    /**
     * Makes the operator.
     *
     * @param holds false lets every block pass with its own checkpoint
     */
    BlockHold(boolean holds) {
        this.holds = holds;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>(
                        "held-blocks", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        complete = context.getRestoredCheckpointId().orElse(0);
        held = new ArrayDeque<>();
        for (byte[] block : kept.get()) {
            held.add(new Held(complete, SimpleVersionedSerialization.readVersionAndDeSerialize(SERIALIZER, block)));
        }
        getMetricGroup().addGroup(ClickHouseSink.METRICS).gauge("blocksHeld", () -> held.size());
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<Block>> element) {
        CommittableMessage<Block> message = element.getValue();
        latest = message.getCheckpointId();
        if (message instanceof CommittableWithLineage<Block> sealed) {
            held.add(new Held(sealed.getCheckpointId(), sealed.getCommittable()));
        }
    }

    /** The writer's blocks of this checkpoint are here already: it comes before in the chain. */
    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) {
        if (!ended) {
            release(checkpointId, holds ? complete : checkpointId);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        List<byte[]> blocks = new ArrayList<>();
        for (Held each : held) {
            blocks.add(written(each.block()));
        }
        kept.update(blocks);
    }

    private static byte[] written(Block block) throws IOException {
        return SimpleVersionedSerialization.writeVersionAndSerialize(SERIALIZER, block);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        complete = Math.max(complete, checkpointId);
    }

    /** Nothing comes after the last checkpoint: it lets all go. */
    @Override
    public void endInput() {
        ended = true;
        release(latest, Long.MAX_VALUE);
    }

    private void release(long checkpointId, long upTo) {
        List<Block> due = new ArrayList<>();
        while (!held.isEmpty() && held.peek().checkpoint() <= upTo) {
            due.add(held.remove().block());
        }
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        output.collect(new StreamRecord<>(new CommittableSummary<>(subtask, subtasks, checkpointId, due.size(), 0)));
        for (Block block : due) {
            output.collect(new StreamRecord<>(new CommittableWithLineage<>(block, checkpointId, subtask)));
        }
    }
}
