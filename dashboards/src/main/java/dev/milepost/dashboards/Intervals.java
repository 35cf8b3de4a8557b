package dev.milepost.dashboards;

import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;

/** How far apart points are drawn: the range by the number of points, rounded to a step that people know, as Grafana does. */
final class Intervals {

    /** Of a length below the key, the value. Source: the table of {@code roundInterval} in Grafana's {@code rangeutil}. */
    private static final NavigableMap<Long, Long> STEPS = new TreeMap<>();

    private static final Duration LONGEST = Duration.ofDays(365);

    static {
        long second = 1_000;
        long minute = 60 * second;
        long hour = 60 * minute;
        long day = 24 * hour;
        STEPS.put(10L, 1L);
        STEPS.put(15L, 10L);
        STEPS.put(35L, 20L);
        STEPS.put(75L, 50L);
        STEPS.put(150L, 100L);
        STEPS.put(350L, 200L);
        STEPS.put(750L, 500L);
        STEPS.put(1_500L, second);
        STEPS.put(3_500L, 2 * second);
        STEPS.put(7_500L, 5 * second);
        STEPS.put(12_500L, 10 * second);
        STEPS.put(17_500L, 15 * second);
        STEPS.put(25_000L, 20 * second);
        STEPS.put(45_000L, 30 * second);
        STEPS.put(90_000L, minute);
        STEPS.put(210_000L, 2 * minute);
        STEPS.put(450_000L, 5 * minute);
        STEPS.put(750_000L, 10 * minute);
        STEPS.put(1_050_000L, 15 * minute);
        STEPS.put(1_500_000L, 20 * minute);
        STEPS.put(2_700_000L, 30 * minute);
        STEPS.put(5_400_000L, hour);
        STEPS.put(9_000_000L, 2 * hour);
        STEPS.put(16_200_000L, 3 * hour);
        STEPS.put(32_400_000L, 6 * hour);
        STEPS.put(86_400_000L, 12 * hour);
        STEPS.put(604_800_000L, day);
        STEPS.put(1_814_400_000L, 7 * day);
        STEPS.put(3_628_800_000L, 30 * day);
    }

    private Intervals() {}

    static Duration of(TimeRange range, int points) {
        long exact = range.length().toMillis() / Math.max(1, points);
        var step = STEPS.higherEntry(exact);
        return step == null ? LONGEST : Duration.ofMillis(step.getValue());
    }
}
