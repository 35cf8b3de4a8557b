package dev.milepost.fraud.model.detect;

/**
 * Numbers drawn by a seed: SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators"). The whole
 * state is one {@code long}, and the numbers are the same on every machine.
 */
final class Draws {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private long state;

    Draws(long state) {
        this.state = state;
    }

    long state() {
        return state;
    }

    long next() {
        state += GOLDEN;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to below 1, of 53 bits. */
    double nextUnit() {
        return (next() >>> 11) * 0x1.0p-53;
    }

    /** From 0 to below a bound. Its bias is bound / 2^64. */
    long nextBelow(long bound) {
        return Math.multiplyHigh(next() >>> 1, bound << 1);
    }
}
