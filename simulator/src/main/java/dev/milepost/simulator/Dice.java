package dev.milepost.simulator;

import java.util.List;

/**
 * Random numbers that are the same on every JDK: SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number
 * generators", OOPSLA 2014), with derived draws of its own.
 */
public final class Dice {

    /** What the numbers are for: one person has one independent sequence per purpose. */
    public enum Purpose {
        PERSON(1),
        TIMING(2),
        SCENARIO(3),
        STORY(4),
        DELIVERY(5),
        LIVE(6),
        CIRCLE(7),
        FATE(8),
        ACTOR(9),
        ASKED(10),
        FRIEND(11);

        private final long salt;

        Purpose(long salt) {
            this.salt = salt;
        }
    }

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    private Dice(long state) {
        this.state = state;
    }

    public static Dice of(long seed, long unit, Purpose purpose) {
        return new Dice(mix(mix(mix(seed + GOLDEN_GAMMA) ^ unit * GOLDEN_GAMMA) + purpose.salt * GOLDEN_GAMMA));
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** In [0, 1), 53 bits. */
    public double unit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** In [0, bound). */
    public int below(int bound) {
        return (int) (((next() >>> 33) * bound) >>> 31);
    }

    /** In [from, to); {@code from} where the range is empty. */
    public long between(long from, long to) {
        return to <= from ? from : from + (long) (unit() * (to - from));
    }

    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** In [from, to], each order of magnitude equally likely. Both positive. */
    public long logarithmic(long from, long to) {
        return Math.min(to, (long) (from * StrictMath.exp(unit() * StrictMath.log((double) to / from))));
    }

    public <T> T pick(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** The index of one of the weights, in proportion to them. */
    public int weighted(int... weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int left = below(total);
        int index = 0;
        while (left >= weights[index]) {
            left -= weights[index];
            index++;
        }
        return index;
    }

    /** 32 hexadecimal digits. */
    public String hash() {
        return hex(next()) + hex(next());
    }

    private static String hex(long value) {
        char[] digits = new char[16];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = Character.forDigit((int) (value >>> (60 - 4 * i)) & 15, 16);
        }
        return new String(digits);
    }
}
