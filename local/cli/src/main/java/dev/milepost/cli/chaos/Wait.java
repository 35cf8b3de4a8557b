package dev.milepost.cli.chaos;

import java.nio.file.Path;
import java.time.Duration;

/** Waits for what other processes do. */
final class Wait {

    private static final long TICK_MILLIS = 100;

    private Wait() {}

    /** What is waited for. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /**
     * Returns once it holds.
     *
     * @param what in words, as a sentence that ought to become true
     * @param log where to look if it does not
     * @throws ChaosFailure where it has not become true for so long
     */
    static void until(String what, Path log, Duration most, Condition condition) throws Exception {
        long end = System.nanoTime() + most.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new ChaosFailure(
                        "It has not come to this within " + most.toSeconds() + " s: " + what + ". See " + log);
            }
            Thread.sleep(TICK_MILLIS);
        }
    }
}
