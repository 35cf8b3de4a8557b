package dev.milepost.runtime.clickhouse.sink;

import dev.milepost.runtime.clickhouse.sink.Bisection.Refused;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts checkpointed blocks into the warehouse, in the order in which they were written, and returns when the server has
 * all of them.
 *
 * <p>Why it blocks, where Flink offers other ways (2.3, {@code CheckpointCommittableManagerImpl.commit}):
 *
 * <ul>
 *   <li>{@code retryLater} asks again at once, without a pause, and after {@code sink.committer.retries} (10) rounds fails
 *       the job: a server that restarts would restart the job too. Were it to wait, checkpoints would go on meanwhile and
 *       every one would add its blocks to the committer's state, without a limit. A commit that blocks holds the task's
 *       thread: no barrier passes, no row is taken, the sources feel it, and one checkpoint's blocks are all that wait;
 *   <li>{@code signalFailedWithKnownReason} marks a block as done and drops it: never used;
 *   <li>an exception fails the task; Flink restores the last checkpoint and commits its blocks again, before any row.
 * </ul>
 *
 * <p>The price: a checkpoint that cannot pass a blocked task expires. A job with this sink sets
 * {@code execution.checkpointing.tolerable-failed-checkpoints} high, or an outage longer than the checkpoint timeout
 * restarts it (and loses nothing). A cancelled task interrupts the thread, which ends the wait at once.
 */
final class BlockCommitter implements Committer<Block> {

    private static final Logger LOG = LoggerFactory.getLogger(BlockCommitter.class);
    private static final Duration PRUNE_EVERY = Duration.ofMinutes(10);

    private final RetryingInserter inserter;
    private final Bisection bisection;
    private final DeadLetters deadLetters;
    private final Spool spool;
    private final Duration retention;
    private final boolean prunes;
    private final InstantSource clock;
    private long pruneAtMillis = Long.MAX_VALUE;

    private final Counter rows;
    private final Counter bytes;
    private final Counter blocks;
    private final Counter rejects;
    private final Counter skipped;
    private volatile long lastMillis;
    private volatile long maxMillis;

    /**
     * Makes a committer.
     *
     * @param prunes whether this one, of all parallel ones, removes what the spool no longer needs
     */
    BlockCommitter(
            RetryingInserter inserter,
            DeadLetters deadLetters,
            Spool spool,
            Duration retention,
            boolean prunes,
            InstantSource clock,
            MetricGroup group) {
        this.inserter = inserter;
        this.bisection = new Bisection(inserter);
        this.deadLetters = deadLetters;
        this.spool = spool;
        this.retention = retention;
        this.prunes = prunes;
        this.clock = clock;
        this.rows = group.counter("rows");
        this.bytes = group.counter("bytes");
        this.blocks = group.counter("blocks");
        this.rejects = group.counter("rejects");
        this.skipped = group.counter("blocksSkipped");
        group.gauge("commitMillisLast", () -> lastMillis);
        group.gauge("commitMillisMax", () -> maxMillis);
        group.gauge("blockedMillis", inserter::blockedMillis);
    }

    @Override
    public void commit(Collection<CommitRequest<Block>> requests) throws IOException, InterruptedException {
        long start = System.nanoTime();
        for (CommitRequest<Block> request : requests) {
            commit(request.getCommittable());
        }
        if (!requests.isEmpty()) {
            lastMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            maxMillis = Math.max(maxMillis, lastMillis);
        }
        prune();
    }

    private void commit(Block block) throws IOException, InterruptedException {
        Optional<byte[]> kept = block.spooled() == null ? Optional.of(block.inline()) : spool.read(block.spooled());
        if (kept.isEmpty()) {
            LOG.info("{} was committed before, and its file pruned: nothing to do", block);
            skipped.inc();
            return;
        }
        byte[] encoded = kept.get();
        BlockContent content = BlockContent.decode(encoded);
        List<Refused> refused = bisection.insert(block.table(), content, block.token());
        if (!refused.isEmpty()) {
            tellRefused(block, content, refused);
        }
        if (block.spooled() != null) {
            spool.markDone(block.spooled());
        }
        blocks.inc();
        rows.inc(content.rows() - (long) refused.size());
        bytes.inc(encoded.length);
    }

    private void tellRefused(Block block, BlockContent content, List<Refused> refused)
            throws IOException, InterruptedException {
        LOG.warn(
                "The warehouse refused {} of {} rows of {}; they are in {}. The first: code {}, {}",
                refused.size(),
                content.rows(),
                block.table(),
                DeadLetters.TABLE,
                refused.get(0).failure().code(),
                refused.get(0).failure().getMessage());
        for (Block letters : deadLetters.of(block.table(), content, refused)) {
            BlockContent told = BlockContent.decode(letters.inline());
            if (!bisection.insert(letters.table(), told, letters.token()).isEmpty()) {
                throw new WarehouseStopped(
                        "The warehouse refused a row of " + block.table()
                                + ", and also the dead letter that tells of it. "
                                + "What to do: remove the constraint from " + DeadLetters.TABLE
                                + ", then start the job again from its last checkpoint: nothing is lost",
                        refused.get(0).failure());
            }
        }
        rejects.inc(refused.size());
    }

    /**
     * Never with the first commit after a start: other subtasks may be committing again what the checkpoint holds. A
     * failure must not hold up a commit that succeeded: it is logged, and pruning tried again.
     */
    private void prune() {
        long now = clock.millis();
        if (!prunes) {
            return;
        }
        if (pruneAtMillis == Long.MAX_VALUE) {
            pruneAtMillis = now + PRUNE_EVERY.toMillis();
        }
        if (now < pruneAtMillis) {
            return;
        }
        pruneAtMillis = now + PRUNE_EVERY.toMillis();
        try {
            int removed = spool.prune(retention, now);
            LOG.debug("Removed {} spooled blocks that were committed more than {} ago", removed, retention);
        } catch (IOException e) {
            LOG.warn("Could not prune the spool; the next commits will try again", e);
        }
    }

    @Override
    public void close() {
        inserter.close();
    }
}
