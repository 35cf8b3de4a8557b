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
    private static final int MILLIS_PER_COUNT_BITS = 3;

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

    /** How far behind the watermark the base of a key may be, at the least. */
    public long behindMillis() {
        return Math.addExact(latenessMillis, marginMillis);
    }

    /**
     * Events of one identity that are further apart than this are two events: an event is received at most the lateness
     * after its time, and at most the margin before it.
     */
    public long dedupeMillis() {
        return behindMillis();
    }

    /**
     * Where a key that remembers nothing starts to count, as a function of event time: one count for 8 ms since 1970.
     *
     * <p>So a key may be forgotten, counter and all, and its rows still rise. It is forgotten only once its base has come
     * to the {@linkplain #overtakes time} whose count is not less than what it has counted. What comes afterwards is after
     * that base; its count starts no lower. Years up to 2248 and 10^11 rows of one key fit into the counter's 40 bits.
     */
    static long firstCount(long eventTimeMillis) {
        return Math.max(0, eventTimeMillis) >> MILLIS_PER_COUNT_BITS;
    }

    /** The base time from which on every later event starts a key no lower than at {@code emitted}. */
    static long overtakes(long emitted) {
        return (emitted << MILLIS_PER_COUNT_BITS) - 1;
    }

    /** The revision of a row: of one key, {@code emitted} grows with each. */
    public long revision(long emitted) {
        if (emitted >= 1L << COUNTER_BITS) {
            throw new IllegalStateException(
                    "A key has told more rows than one generation's revisions can count: take a "
                            + "new generation, by a rebuild");
        }
        return firstRevision(generation) + emitted;
    }
}
