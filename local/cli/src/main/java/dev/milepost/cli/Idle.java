package dev.milepost.cli;

import dev.milepost.pipeline.Generations;
import dev.milepost.runtime.clickhouse.ClickHouseClient;
import dev.milepost.runtime.clickhouse.ClickHouseFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * That no job writes to what a server shows. A rebuild takes its place, and nobody would see what such a job writes from
 * then on. An embedded warehouse needs no such question: its folder is locked, or its stack is known.
 *
 * <p>A server knows of a job that it has begun, and of a bounded run that it is over. Whether a job on a cluster still
 * runs, or will by itself, only a person can know; what it has written meanwhile shows whether the person was right.
 *
 * @param progress what the writers had told of themselves when it was looked at first
 * @param watchedUntil until when a job that runs has told something; a past time where none is known
 */
record Idle(ClickHouseClient client, String progress, Instant watchedUntil) {

    /** A job tells how far it is with every checkpoint: each 10 s, where nothing else is set. A rebuild may be over sooner. */
    private static final Duration WATCH = Duration.ofSeconds(15);

    private static final long LOOK_MILLIS = 500;

    /**
     * Looks for the first time.
     *
     * @param said whether the person says that the job is stopped
     * @throws CommandFailure where a job is known that has not ended, unless the person says so
     */
    static Idle require(ClickHouseClient client, Generations generations, boolean said) throws ClickHouseFailure {
        Optional<Generations.Writer> job = generations.writer().filter(writer -> !writer.hasEnded());
        if (job.isPresent() && !said) {
            throw new CommandFailure(
                    ExitCode.LOCKED,
                    "The warehouse at " + client.url() + " is written to by a job, as far as it knows: "
                            + job.get().reason() + ", since " + job.get().since()
                            + " UTC. A rebuild would take the place of"
                            + " what is shown, and nobody would see what the job writes from then on. Nothing was"
                            + " computed.\nOf a stack: run the backfill where the stack was started, and with the URL"
                            + " that it was given. Of a cluster: stop the job with a savepoint, say --job-is-stopped"
                            + " and --savepoint DIR here, and start it afterwards from what is written there.");
        }
        return new Idle(client, told(client), job.isPresent() ? Instant.now().plus(WATCH) : Instant.EPOCH);
    }

    /**
     * Looks again, before the swap, for as long as a job may be silent.
     *
     * @throws CommandFailure where a job has written since
     */
    void requireStill() throws ClickHouseFailure, InterruptedException {
        boolean same = told(client).equals(progress);
        while (same && Instant.now().isBefore(watchedUntil)) {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            same = told(client).equals(progress);
        }
        if (!same) {
            throw new CommandFailure(
                    ExitCode.LOCKED,
                    "A job has written to the warehouse at " + client.url()
                            + " meanwhile, so it is not stopped. Nothing"
                            + " that is shown has changed. Stop it, and run the backfill again.");
        }
    }

    /** That no run has begun since that one did, or the rebuild lacks what that writes. */
    static void refuseAnother(Generations generations, Generations.Taken generation) throws ClickHouseFailure {
        if (generations.latest() != generation.number()) {
            throw new CommandFailure(
                    ExitCode.LOCKED,
                    "Another run has started on this warehouse meanwhile, so what was computed is not complete. Nothing"
                            + " that is shown has changed. Run the backfill again.");
        }
    }

    private static String told(ClickHouseClient client) throws ClickHouseFailure {
        return client.query("SELECT concat(toString(count()), ' ', toString(sum(revision))) AS told FROM"
                        + " milepost.progress")
                .get(0)
                .get("told");
    }
}
