package dev.milepost.experiments.discovery;

import dev.milepost.experiments.statistics.MantelHaenszel;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Users of one event and window: by stratum, how many reached which count, without and with the outcome. */
final class Strata {

    private static final int LEVELS = Grid.COUNTS.size() + 1;
    private static final int COARSE_COUNTS = 256;
    private static final int COARSE_DAYS = 16;

    private final Map<Integer, int[]> cells = new HashMap<>();

    /**
     * Adds a user.
     *
     * @param cohort month of signup
     * @param count events by the landmark
     * @param days days with any
     * @param level how many of {@link Grid#COUNTS} are reached
     * @param had whether the outcome followed
     */
    void add(int cohort, int count, int days, int level, boolean had) {
        int stratum = (cohort * COARSE_COUNTS + Activity.coarse(count)) * COARSE_DAYS + Activity.coarseDays(days);
        cells.computeIfAbsent(stratum, first -> new int[2 * LEVELS])[2 * level + (had ? 1 : 0)]++;
    }

    /** Who reached one of {@link Grid#COUNTS} compared with who had not. */
    MantelHaenszel compared(int countIndex) {
        MantelHaenszel sums = new MantelHaenszel();
        for (int[] cell : new TreeMap<>(cells).values()) {
            long[] without = new long[2];
            long[] with = new long[2];
            for (int level = 0; level < LEVELS; level++) {
                int reached = level > countIndex ? 1 : 0;
                without[reached] += cell[2 * level];
                with[reached] += cell[2 * level + 1];
            }
            sums.add(without[1] + with[1], with[1], without[0] + with[0], with[0]);
        }
        return sums;
    }
}
