package dev.milepost.cli;

import java.util.concurrent.TimeUnit;

/** The rest between two looks at something that is waited for. */
final class Rest {

    /** Of a look and its rest, the look is a twentieth, but where it takes long. */
    private static final int TIMES = 19;

    private static final long LEAST_MILLIS = 2;
    private static final long MOST_MILLIS = 500;

    private Rest() {}

    /**
     * Rests the longer, the longer the look took: a file is looked at again at once, and a query does not take the processor
     * from the process that it asks about.
     *
     * @param began when the look began, in nanoseconds of {@link System#nanoTime}
     */
    static void after(long began) throws InterruptedException {
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        Thread.sleep(Math.max(LEAST_MILLIS, Math.min(TIMES * took, MOST_MILLIS)));
    }
}
