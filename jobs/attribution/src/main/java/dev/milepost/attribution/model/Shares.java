package dev.milepost.attribution.model;

import java.math.BigInteger;
import java.util.stream.LongStream;

/**
 * Shares of a whole, and its division into integers that sum to it: each gets the floor of its quota, and the units left go
 * to the largest remainders (the method of largest remainder, Hamilton's). Remainders closer than 1e-9 are ties and go to
 * the later share.
 *
 * <p>Shares in whole parts are divided exactly; shares in doubles as well as doubles can.
 */
final class Shares {

    private static final double TIE = 1e-9;

    /** Whole parts, or null where the shares are doubles. */
    private final long[] parts;

    /** Weights that sum to 1, or null where the shares are whole parts. */
    private final double[] weights;

    private Shares(long[] parts, double[] weights) {
        this.parts = parts;
        this.weights = weights;
    }

    /** Shares in the proportion of {@code parts}, none negative, not all 0. */
    static Shares ofParts(long... parts) {
        return new Shares(parts, null);
    }

    /** Shares in the proportion of {@code weights}, none negative, not all 0. */
    static Shares ofWeights(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double[] normal = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            normal[i] = weights[i] / sum;
        }
        return new Shares(null, normal);
    }

    static Shares allTo(int index, int size) {
        long[] parts = new long[size];
        parts[index] = 1;
        return ofParts(parts);
    }

    /** Divides {@code whole}, from 0 on; the result sums to it. */
    long[] divide(long whole) {
        int n = parts == null ? weights.length : parts.length;
        long[] result = new long[n];
        double[] remainders = new double[n];
        if (parts == null) {
            for (int i = 0; i < n; i++) {
                double quota = whole * weights[i];
                result[i] = (long) StrictMath.floor(quota);
                remainders[i] = quota - result[i];
            }
        } else {
            long sum = LongStream.of(parts).sum();
            boolean fits = whole <= Long.MAX_VALUE / sum;
            for (int i = 0; i < n; i++) {
                if (fits) {
                    long units = whole * parts[i];
                    result[i] = units / sum;
                    remainders[i] = (double) (units % sum) / sum;
                    continue;
                }
                BigInteger[] quota = BigInteger.valueOf(whole)
                        .multiply(BigInteger.valueOf(parts[i]))
                        .divideAndRemainder(BigInteger.valueOf(sum));
                result[i] = quota[0].longValueExact();
                remainders[i] = quota[1].doubleValue() / sum;
            }
        }
        handOut(whole - LongStream.of(result).sum(), result, remainders);
        return result;
    }

    private static void handOut(long units, long[] result, double[] remainders) {
        // Rounding of doubles may leave a unit too many or too few on large amounts: the sum has to hold all the same.
        for (long left = units; left > 0; left--) {
            int largest = latestLargest(remainders);
            result[largest]++;
            remainders[largest] -= 1;
        }
        for (long over = -units; over > 0; over--) {
            int smallest = 0;
            for (int i = 1; i < result.length; i++) {
                if (result[i] > 0 && (result[smallest] == 0 || remainders[i] < remainders[smallest])) {
                    smallest = i;
                }
            }
            result[smallest]--;
            remainders[smallest] += 1;
        }
    }

    private static int latestLargest(double[] remainders) {
        double max = Double.NEGATIVE_INFINITY;
        for (double remainder : remainders) {
            max = StrictMath.max(max, remainder);
        }
        for (int i = remainders.length - 1; i >= 0; i--) {
            if (max - remainders[i] < TIE) {
                return i;
            }
        }
        throw new AssertionError("no share to hand a unit to");
    }
}
