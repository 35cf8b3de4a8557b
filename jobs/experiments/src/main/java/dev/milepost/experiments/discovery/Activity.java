package dev.milepost.experiments.discovery;

import java.util.Arrays;

/** What a user did of one kind, in the {@link Grid#LONGEST_DAYS} days since signup. */
public final class Activity {

    private static final int EXACT = 10;
    private static final double STEP = StrictMath.log(1.1);

    private final int days;
    private final int[] counts;

    private Activity(int days, int[] counts) {
        this.days = days;
        this.counts = counts;
    }

    /**
     * What was done.
     *
     * @param days on which days there was any: bit 0 is the first
     * @param counts how many events there were within each window of {@link Grid#DAYS}
     * @throws IllegalArgumentException if there is not a count of each window
     */
    public static Activity of(int days, int... counts) {
        if (counts.length != Grid.DAYS.size()) {
            throw new IllegalArgumentException(
                    "There are " + Grid.DAYS.size() + " windows, and counts of " + counts.length);
        }
        return new Activity(days, counts.clone());
    }

    /** Of somebody who did nothing of the kind. */
    public static Activity none() {
        return new Activity(0, new int[Grid.DAYS.size()]);
    }

    int days() {
        return days;
    }

    int count(int window) {
        return counts[window];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Activity that && days == that.days && Arrays.equals(counts, that.counts);
    }

    @Override
    public int hashCode() {
        return 31 * days + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return Arrays.toString(counts) + " on days " + Integer.toBinaryString(days);
    }

    /** Which coarse number of events it is: exact up to 10, from there on in steps of 10 %. */
    static int coarse(int count) {
        return count <= EXACT ? count : EXACT + (int) (StrictMath.log(count / (double) EXACT) / STEP);
    }

    /** Which coarse number of days it is: 0, 1, 2, 3, 4–5, 6–7, 8–11, 12–15, 16–23, 24 and more. */
    static int coarseDays(int days) {
        if (days < 4) {
            return days;
        }
        int octave = 31 - Integer.numberOfLeadingZeros(days);
        return 2 * octave + ((days >> (octave - 1)) & 1);
    }
}
