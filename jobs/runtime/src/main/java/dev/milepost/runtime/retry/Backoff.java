package dev.milepost.runtime.retry;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/** How long to wait before the next attempt: doubling, with jitter, so that parallel callers don't knock in step. */
public final class Backoff {

    private static final int MAX_DOUBLINGS = 30;

    private final long firstMillis;
    private final long maxMillis;
    private final DoubleSupplier random;

    /**
     * Makes a backoff.
     *
     * @param random uniform in [0, 1)
     */
    public Backoff(Duration first, Duration max, DoubleSupplier random) {
        this.firstMillis = Math.max(1, first.toMillis());
        this.maxMillis = Math.max(firstMillis, max.toMillis());
        this.random = random;
    }

    /** The wait in milliseconds after the {@code failures}-th failure in a row, from 1. */
    public long millis(int failures) {
        int doublings = Math.min(failures - 1, MAX_DOUBLINGS);
        long full = firstMillis > maxMillis >> doublings ? maxMillis : firstMillis << doublings;
        return Math.max(1, (long) (full * (0.5 + random.getAsDouble() / 2)));
    }
}
