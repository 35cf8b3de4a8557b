package dev.milepost.experiments.statistics;

import java.math.BigInteger;
import java.util.Random;

/** Moments for tests: of listed values, at random, and of units that are 0 or 1. */
final class Moments {

    private Moments() {}

    static ArmMoments of(long... y) {
        ArmMoments moments = ArmMoments.NONE;
        for (long each : y) {
            moments = moments.add(each);
        }
        return moments;
    }

    /** Of y and x. */
    static ArmMoments of(long[] y, long[] x) {
        ArmMoments moments = ArmMoments.NONE;
        for (int i = 0; i < y.length; i++) {
            moments = moments.add(y[i], x[i]);
        }
        return moments;
    }

    /** Of units of which some are 1. */
    static ArmMoments ofBinary(long units, long ones) {
        return ofSums(units, ones, ones);
    }

    /** Of units with these sums of y and y². */
    static ArmMoments ofSums(long units, long sum, long squares) {
        return new ArmMoments(
                units,
                BigInteger.valueOf(sum),
                BigInteger.valueOf(squares),
                BigInteger.ZERO,
                BigInteger.ZERO,
                BigInteger.ZERO);
    }

    /** Numbers small, great and beyond all that a sum of longs would hold. */
    static long[] random(Random random, int size) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextLong() >> random.nextInt(Long.SIZE);
        }
        return values;
    }
}
