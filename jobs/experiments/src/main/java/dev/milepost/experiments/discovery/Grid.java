package dev.milepost.experiments.discovery;

import java.util.List;

/** The candidates of each event: so many of it, within so many days since signup. */
public final class Grid {

    /** Window lengths in days since signup, ascending. A window is {@code [signup, signup + days)}. */
    public static final List<Integer> DAYS = List.of(1, 3, 7, 14, 30);

    /** How many events there must be, ascending. */
    public static final List<Integer> COUNTS = List.of(1, 2, 3, 5, 10);

    /** The days that any window looks at. */
    public static final int LONGEST_DAYS = DAYS.get(DAYS.size() - 1);

    private Grid() {}

    /** How many of {@link #COUNTS} so many events reach: 0 to all. */
    static int level(int count) {
        int level = 0;
        while (level < COUNTS.size() && count >= COUNTS.get(level)) {
            level++;
        }
        return level;
    }
}
