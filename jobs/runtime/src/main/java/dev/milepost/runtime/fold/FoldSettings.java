package dev.milepost.runtime.fold;

import java.io.Serializable;

/**
 * What all folds of a job share. Times in milliseconds.
 *
 * @param latenessMillis how far behind its arrival an event may be; the base stays that far behind the watermark, plus
 *     {@code marginMillis}
 * @param marginMillis slack between the lateness at ingest and the base
 * @param upkeepMillis how often, at most, a key's tail is moved into its base; only memory depends on it
 * @param horizonMillis the end of a bounded run: timers after it never fire; Long.MAX_VALUE where the run has none
 * @param generation the upper part of every revision: revision = generation · 2^40 + n
 */
public record FoldSettings(
        long latenessMillis, long marginMillis, long upkeepMillis, long horizonMillis, long generation)
        implements Serializable {

    private static final int COUNTER_BITS = 40;

    public FoldSettings {
        if (latenessMillis < 0 || marginMillis < 0 || upkeepMillis < 1) {
            throw new IllegalArgumentException("lateness and margin must not be negative, upkeep must be positive");
        }
        if (generation < 1 || generation >= 1L << (62 - COUNTER_BITS)) {
            throw new IllegalArgumentException("generation must be from 1 to 2^22 - 1, is " + generation);
        }
    }

    /** The smallest revision of a generation. */
    public static long firstRevision(long generation) {
        return generation << COUNTER_BITS;
    }

    long revision(long emitted) {
        return Math.addExact(firstRevision(generation), emitted);
    }
}
