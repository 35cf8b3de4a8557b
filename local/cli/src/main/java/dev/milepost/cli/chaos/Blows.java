package dev.milepost.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Carries out the kills on a running job, and keeps account of them. */
final class Blows {

    private static final Duration RECOVERY = Duration.ofMinutes(6);
    private static final Duration INSERT = Duration.ofSeconds(30);

    private final Stage stage;
    private String job;
    private final Consumer<String> tell;
    private final List<Blow> done = new ArrayList<>();
    private long recoveries;
    private long restoredBefore;
    private int lives;
    private long checkpoint;

    Blows(Stage stage, String job, Consumer<String> tell) {
        this.stage = stage;
        this.job = job;
        this.tell = tell;
    }

    /** Strikes as planned; returns when all is done and the job has recovered, not before the plan's time is over. */
    void strike(ChaosPlan plan) throws Exception {
        long start = System.nanoTime();
        for (Blow blow : Blow.of(plan, Stage.TASK_MANAGERS)) {
            sleepUntil(start + blow.at().toNanos());
            if (blow.patient()) {
                awaitCheckpoint(RECOVERY);
            }
            strike(blow);
        }
        sleepUntil(start + plan.time().toNanos());
        awaitCheckpoint(RECOVERY);
    }

    String job() {
        return job;
    }

    /** The job goes on under another id, and counts its checkpoints anew. */
    void follow(String newJob) {
        job = newJob;
        checkpoint = 0;
        restoredBefore = 0;
    }

    /** The number of the latest checkpoint that was seen complete. */
    long checkpoint() throws InterruptedException {
        look();
        return checkpoint;
    }

    /** Waits for a checkpoint later than any seen before, begun after the last kill. */
    void awaitCheckpoint(Duration most) throws Exception {
        // One that was under way may still complete: two more are surely of a job that runs.
        long enough = checkpoint + 2;
        Wait.until("the job runs and completes checkpoints", stage.jobManager().log(), most, () -> {
            look();
            return checkpoint >= enough;
        });
    }

    private void strike(Blow blow) throws Exception {
        Machine victim = stage.victim(blow);
        boolean held = false;
        Gate.Held insert = null;
        if (blow.afterInsert()) {
            insert = stage.gate().holdNextInsert();
            held = isHeld(insert);
        }
        tell.accept("kill " + (done.size() + 1) + ": " + victim.name()
                + (held ? ", an insert unanswered" : blow.patient() ? "" : ", while recovering"));
        look();
        victim.kill();
        done.add(held == blow.afterInsert() ? blow : blow.withoutInsert());
        if (insert != null) {
            stage.gate().stopHolding();
            insert.lose();
        }
        Thread.sleep(blow.away().toMillis());
        victim.start();
    }

    private static boolean isHeld(Gate.Held insert) throws Exception {
        try {
            return !insert.seen().get(INSERT.toMillis(), TimeUnit.MILLISECONDS).isEmpty();
        } catch (TimeoutException e) {
            return false;
        }
    }

    /** A new job manager counts its recoveries from 0. */
    private void look() throws InterruptedException {
        Optional<FlinkRest.Checkpoints> now = stage.flink().checkpoints(job);
        if (now.isPresent()) {
            if (lives != stage.jobManager().starts()) {
                lives = stage.jobManager().starts();
                restoredBefore = 0;
            }
            recoveries += now.get().restored() - restoredBefore;
            restoredBefore = now.get().restored();
            checkpoint = Math.max(checkpoint, now.get().completed());
        }
    }

    private static void sleepUntil(long nanos) throws InterruptedException {
        long left = nanos - System.nanoTime();
        if (left > 0) {
            TimeUnit.NANOSECONDS.sleep(left);
        }
    }

    /** How often the job was restored from a checkpoint, as far as was seen. */
    long recoveries() {
        return recoveries;
    }

    ChaosReport.KillLine line(Victim victim) {
        List<Blow> mine = done.stream().filter(blow -> blow.victim() == victim).toList();
        return new ChaosReport.KillLine(
                victim.toString(),
                mine.size(),
                (int) mine.stream().filter(Blow::afterInsert).count(),
                (int) mine.stream().filter(blow -> !blow.patient()).count());
    }
}
