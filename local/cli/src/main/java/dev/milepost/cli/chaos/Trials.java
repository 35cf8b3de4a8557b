package dev.milepost.cli.chaos;

import dev.milepost.runtime.launch.FlinkPaths;
import dev.milepost.runtime.sealed.DamagedFileException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What befalls a cluster besides kills, one after the other: a part cut off for a while, a full disk, a damaged checkpoint. */
final class Trials {

    private static final Duration RECOVERY = Duration.ofMinutes(5);
    private static final Duration DISK_FULL = Duration.ofSeconds(20);
    private static final Duration DETECTION = Duration.ofMinutes(6);
    private static final int ATTEMPTS = 3;
    private static final int CHUNK = 1 << 20;

    private final Stage stage;
    private final Blows blows;
    private final Consumer<String> tell;
    private final List<ChaosReport.Figure> figures = new ArrayList<>();
    private final List<ChaosReport.Check> checks = new ArrayList<>();

    Trials(Stage stage, Blows blows, Consumer<String> tell) {
        this.stage = stage;
        this.blows = blows;
        this.tell = tell;
    }

    void undergo(ChaosPlan plan) throws Exception {
        for (Map.Entry<Victim, Duration> outage : plan.outages().entrySet()) {
            outage(outage.getKey(), outage.getValue());
        }
        if (plan.fillDisk()) {
            fillDisk();
        }
        if (plan.flipBits()) {
            flipBits(plan);
        }
    }

    private void outage(Victim victim, Duration length) throws Exception {
        tell.accept(victim + " is cut off for " + length.toSeconds() + " s");
        long start = System.nanoTime();
        switch (victim) {
            case CLICKHOUSE -> {
                long before = stage.gate().turnedAway();
                stage.gate().shut();
                Thread.sleep(length.toMillis());
                stage.gate().open();
                checks.add(new ChaosReport.Check(
                        "who asked for ClickHouse was turned away", stage.gate().turnedAway() - before, 0));
            }
            case BROKER -> {
                stage.broker().freeze();
                try {
                    Thread.sleep(length.toMillis());
                } finally {
                    stage.broker().thaw();
                }
            }
            default -> throw new IllegalArgumentException("An outage is of ClickHouse or the broker, not of " + victim);
        }
        long over = System.nanoTime();
        blows.awaitCheckpoint(RECOVERY);
        figures.add(new ChaosReport.Figure(
                victim + " cut off, seconds", Duration.ofNanos(over - start).toSeconds()));
        figures.add(new ChaosReport.Figure(
                "seconds from its end to completed checkpoints",
                Duration.ofNanos(System.nanoTime() - over).toSeconds()));
    }

    /** Takes the last byte of the checkpoints' disk for a while: checkpoints fail, and nothing else may. */
    private void fillDisk() throws Exception {
        tell.accept("The disk of the checkpoints is full for " + DISK_FULL.toSeconds() + " s");
        long written = 0;
        Path filler = stage.checkpoints().resolve("filler");
        long end = System.nanoTime() + DISK_FULL.toNanos();
        while (System.nanoTime() < end) {
            // Again and again: checkpoints that are dropped make room.
            written += fill(filler);
            Thread.sleep(100);
        }
        Files.delete(filler);
        blows.awaitCheckpoint(RECOVERY);
        figures.add(new ChaosReport.Figure("disk full, seconds", DISK_FULL.toSeconds()));
        figures.add(new ChaosReport.Figure("of it, MB taken", written / CHUNK));
        checks.add(new ChaosReport.Check("the disk of the checkpoints was full", written / CHUNK, 0));
    }

    /**
     * While the cluster is without power, the latest checkpoint is damaged on its disk. Flink must refuse it; then, as a
     * person would, the job is started from the one before, as a new start in a generation of its own.
     */
    private void flipBits(ChaosPlan plan) throws Exception {
        Damage damage = damageLatest(plan.seed());
        String damaged = blows.job();
        stage.flink().cancel(damaged);
        Wait.until(
                "the job that cannot be restored is cancelled",
                stage.jobManager().log(),
                DETECTION,
                () -> stage.flink().state(damaged).equals("CANCELED"));
        tell.accept("It is refused; the job goes on from " + damage.before());
        blows.follow(stage.submit(plan.jar(), Chaos.GROUP, FlinkPaths.sealed(damage.before())));
        blows.awaitCheckpoint(RECOVERY);
        figures.add(new ChaosReport.Figure("bits flipped in a checkpoint, which was refused", damage.bits()));
        checks.add(new ChaosReport.Check("a damaged checkpoint was refused", damage.bits(), 0));
    }

    /**
     * Damages the latest checkpoint until Flink refuses one. A power loss may come when a checkpoint's files are all
     * there, and the job manager has not yet noted that it is complete: then the one before is the latest, and good.
     */
    private Damage damageLatest(long seed) throws Exception {
        for (int attempt = 0; ; attempt++) {
            blows.awaitCheckpoint(RECOVERY);
            stage.killFlink();
            Damage damage = Damage.toLatest(stage.checkpoints().resolve(blows.job()), seed + attempt);
            tell.accept("Power is lost, and " + damage.bits() + " bits of " + damage.checkpoint() + " are flipped");
            stage.startFlink();
            Wait.until(
                    "the damaged checkpoint is refused, or was not yet the latest",
                    stage.jobManager().log(),
                    DETECTION,
                    () -> isRefused() || blows.checkpoint() > damage.number());
            if (isRefused()) {
                return damage;
            }
            if (attempt == ATTEMPTS) {
                throw new ChaosFailure("Bits of " + damage.checkpoint() + " were flipped, and nobody noticed");
            }
        }
    }

    private boolean isRefused() throws InterruptedException {
        return stage.flink().failures(blows.job()).contains(DamagedFileException.class.getSimpleName());
    }

    private static long fill(Path filler) {
        byte[] chunk = new byte[CHUNK];
        long written = 0;
        try (OutputStream out = Files.newOutputStream(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(chunk);
                written += CHUNK;
            }
        } catch (IOException e) {
            return written; // full, as it was meant to be
        }
    }

    List<ChaosReport.Figure> figures() {
        return figures;
    }

    /** That what was asked for has come about. */
    List<ChaosReport.Check> checks() {
        return checks;
    }
}
