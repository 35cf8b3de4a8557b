package dev.milepost.bench;

import dev.milepost.bench.job.Checkpoint;
import java.util.List;
import java.util.Optional;

/**
 * What the time from an event to its visible row was made of. The row is committed once a checkpoint is complete, and
 * belongs to the one before it.
 *
 * @param barrierMillis from when the event was due until its checkpoint began; below 0 where that was under way already
 *     but had not reached the event
 * @param ownMillis its checkpoint
 * @param holdMillis until the next checkpoint began
 * @param nextMillis that checkpoint
 * @param commitMillis the inserts, until the row was seen
 */
record Journey(long barrierMillis, long ownMillis, long holdMillis, long nextMillis, long commitMillis) {

    /**
     * The journey of a row, or nothing where the checkpoints do not tell.
     *
     * @param checkpoints in the order in which they were completed
     */
    static Optional<Journey> of(long dueMillis, long seenMillis, List<Checkpoint> checkpoints) {
        int committed = checkpoints.size() - 1;
        while (committed >= 0 && checkpoints.get(committed).completeMillis() > seenMillis) {
            committed--;
        }
        if (committed < 1) {
            return Optional.empty();
        }
        Checkpoint own = checkpoints.get(committed - 1);
        Checkpoint next = checkpoints.get(committed);
        return Optional.of(new Journey(
                own.triggeredMillis() - dueMillis,
                own.completeMillis() - own.triggeredMillis(),
                next.triggeredMillis() - own.completeMillis(),
                next.completeMillis() - next.triggeredMillis(),
                seenMillis - next.completeMillis()));
    }

    /** From when the event was due until its row was seen. */
    long allMillis() {
        return barrierMillis + ownMillis + holdMillis + nextMillis + commitMillis;
    }
}
