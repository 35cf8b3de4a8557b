package dev.milepost.cli;

import dev.milepost.engine.EmbeddedKafka;
import dev.milepost.pipeline.Generations;
import dev.milepost.pipeline.PipelineSettings;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import dev.milepost.runtime.erasure.Eraser;
import dev.milepost.runtime.source.KafkaEventSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A live stack's way over to a rebuild. The rebuild's state stands where the archive ended when it was read; a job on
 * that state reads Kafka from there on, into the store that is not shown. Once it has read whatever the job before it
 * had, one entry in the warehouse makes its store the one that is shown.
 *
 * <p>A crash at any point is taken up again at the next start: the note of the handover stays, and with it the state that
 * it names, until the job has a checkpoint of its own. Its tasks read that state while they start, and again whenever they
 * fail before.
 */
final class Succession {

    private final Path data;
    private final Warehouse warehouse;
    private final Handover handover;
    private final Eraser eraser;
    private final Generations generations;
    private final Instant begun = Instant.now();

    /**
     * One that begins.
     *
     * @param eraser of the users who are erased by now
     */
    Succession(Path data, Warehouse warehouse, Handover handover, Eraser eraser) {
        this.eraser = eraser;
        this.data = data;
        this.warehouse = warehouse;
        this.handover = handover;
        this.generations = new Generations(warehouse.client());
    }

    /** Kafka from the archive's end on. */
    KafkaEventSource source(EmbeddedKafka kafka, LocalStack.Order order) {
        return KafkaEventSource.from(handover.offsets(), kafka.bootstrapServers(), LocalStack.GROUP, order.settings())
                .without(PipelineSettings.unread(order.settings()));
    }

    Path checkpoints() {
        return StackState.checkpoints(data, handover);
    }

    /** Swaps as soon as the job has caught up; says whether that is done, and all that is not needed any more is gone. */
    boolean isDone() throws ClickHouseFailure, IOException {
        if (!generations.isComplete(handover.generation())) {
            if (!hasCaughtUp()) {
                return false;
            }
            generations.complete(handover.taken(), "rebuild of the stack on " + data);
        }
        if (Checkpoints.in(checkpoints()).latest().isEmpty()) {
            return false;
        }
        Path before = StackState.checkpoints(data);
        StackState.went(data, handover);
        Handover.delete(data);
        if (!before.equals(checkpoints())) {
            Home.delete(before);
        }
        StackRebuild.sweep(data, handover.generation());
        generations.emptyHidden();
        return true;
    }

    /** Time has passed the moment when the job before ended, and nothing that is shown is lacking. */
    private boolean hasCaughtUp() throws ClickHouseFailure {
        List<Map<String, String>> rows = warehouse
                .client()
                .query("SELECT count() AS parts,"
                        + " toUnixTimestamp64Milli(min(watermark)) AS watermark FROM " + handover.store()
                        + ".progress FINAL WHERE is_deleted = 0 AND revision >= "
                        + BackfillSummary.firstRevision(handover.generation()));
        Map<String, String> row = rows.get(0);
        return !row.get("parts").equals("0")
                && Long.parseLong(row.get("watermark")) > begun.toEpochMilli()
                && isCovered();
    }

    private boolean isCovered() throws ClickHouseFailure {
        try (ClickHouseClient patient = warehouse.patient()) {
            return handover.erases()
                    ? Shown.isCovered(patient, handover.taken(), eraser)
                    : Shown.isCovered(patient, handover.taken());
        }
    }
}
