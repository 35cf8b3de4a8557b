package dev.milepost.runtime.retry;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Counter;

/**
 * Waits for somebody who is away, without end: each repetition is counted and told of now and then, and an interruption
 * ends the wait at once. One thing at a time, from {@link #begin} to {@link #end}; for one thread, but for
 * {@link #blockedMillis}.
 */
public final class Patience {

    /** Waits. */
    @FunctionalInterface
    public interface Sleeper {
        void sleep(long millis) throws InterruptedException;
    }

    /** Tells of a failure: at the first, and then at most once in the time that the patience was made with. */
    @FunctionalInterface
    public interface Telling {
        /**
         * Tells.
         *
         * @param failures how many there were in a row
         * @param waitMillis until the next attempt
         */
        void tell(int failures, long waitMillis);
    }

    private final Backoff backoff;
    private final long tellNanos;
    private final Counter retries;
    private final LongSupplier nanoClock;
    private final Sleeper sleeper;
    private int failures;
    private long toldNanos;

    /** When the present thing first failed, by {@code nanoClock}; read by the metrics' thread. */
    private volatile long failingSince;

    private volatile boolean failing;

    public Patience(Backoff backoff, Duration tellEvery, Counter retries, LongSupplier nanoClock, Sleeper sleeper) {
        this.backoff = backoff;
        this.tellNanos = tellEvery.toNanos();
        this.retries = retries;
        this.nanoClock = nanoClock;
        this.sleeper = sleeper;
    }

    /** Something is tried that has not failed yet. */
    public void begin() {
        failures = 0;
    }

    /** It failed: returns when it is to be tried again. */
    public void failed(Telling telling) throws InterruptedException {
        long now = nanoClock.getAsLong();
        if (failures++ == 0) {
            failingSince = now;
            failing = true;
        }
        retries.inc();
        long wait = backoff.millis(failures);
        if (failures == 1 || now - toldNanos >= tellNanos) {
            toldNanos = now;
            telling.tell(failures, wait);
        }
        sleeper.sleep(wait);
    }

    /** How often the present thing has failed. */
    public int failures() {
        return failures;
    }

    /** It is done, or given up. */
    public void end() {
        failing = false;
    }

    /** How long the present thing has been failing; 0 when all is well. */
    public long blockedMillis() {
        return failing ? TimeUnit.NANOSECONDS.toMillis(nanoClock.getAsLong() - failingSince) : 0;
    }
}
