package dev.milepost.fraud.backtest;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well who was found to belong together does: pairs of referees in one ring.
 *
 * @param found pairs that were put together
 * @param there pairs that belong together
 * @param right pairs that are both
 */
public record RingPairs(long found, long there, long right) {

    /**
     * Counts them.
     *
     * @param found the ring of each member that was put in one
     * @param truth the ring of each member that belongs to one
     */
    static RingPairs of(Map<String, String> found, Map<String, String> truth) {
        Map<Object, Long> both = new HashMap<>();
        found.forEach((member, ring) -> {
            if (truth.containsKey(member)) {
                both.merge(List.of(ring, truth.get(member)), 1L, Long::sum);
            }
        });
        return new RingPairs(pairs(sizes(found)), pairs(sizes(truth)), pairs(both));
    }

    private static Map<Object, Long> sizes(Map<String, String> rings) {
        Map<Object, Long> sizes = new HashMap<>();
        rings.values().forEach(ring -> sizes.merge(ring, 1L, Long::sum));
        return sizes;
    }

    private static long pairs(Map<Object, Long> sizes) {
        return sizes.values().stream().mapToLong(n -> n * (n - 1) / 2).sum();
    }

    /** NaN where none was put together. */
    public double precision() {
        return (double) right / found;
    }

    /** NaN where none belong together. */
    public double recall() {
        return (double) right / there;
    }

    /** The harmonic mean of both; NaN where there are no pairs at all. */
    public double f1() {
        return 2.0 * right / (found + there);
    }
}
