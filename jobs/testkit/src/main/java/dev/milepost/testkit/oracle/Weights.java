package dev.milepost.testkit.oracle;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Weights of touches, earliest first, as whole parts of their sum: exact for all models but time_decay, and that to some
 * 45 decimal places.
 */
record Weights(List<BigInteger> parts) {

    /** Remainders closer than one part in this many are ties. */
    private static final BigInteger TIE = BigInteger.valueOf(1_000_000_000);

    static Weights only(int count, int index) {
        List<BigInteger> parts = new ArrayList<>(Collections.nCopies(count, BigInteger.ZERO));
        parts.set(index, BigInteger.ONE);
        return new Weights(parts);
    }

    static Weights linear(int count) {
        return new Weights(Collections.nCopies(count, BigInteger.ONE));
    }

    /** n = 1: all; n = 2: half each; else 2/5 to the first and the last and 1/5 shared among those between. */
    static Weights position(int count) {
        if (count <= 2) {
            return linear(count);
        }
        List<BigInteger> parts = new ArrayList<>(Collections.nCopies(count, BigInteger.ONE));
        parts.set(0, BigInteger.valueOf(2L * (count - 2)));
        parts.set(count - 1, BigInteger.valueOf(2L * (count - 2)));
        return new Weights(parts);
    }

    static Weights timeDecay(List<Long> agesMillis, long halfLifeMillis) {
        return new Weights(agesMillis.stream()
                .map(age -> HalfLives.remaining(age, halfLifeMillis))
                .toList());
    }

    /**
     * Splits {@code total} by largest remainder: each gets the whole part of its share; what is left goes one by one to
     * the largest remainder, among ties to the latest.
     */
    long[] split(long total) {
        BigInteger sum = parts.stream().reduce(BigInteger.ZERO, BigInteger::add);
        long[] shares = new long[parts.size()];
        BigInteger[] remainders = new BigInteger[parts.size()];
        long left = total;
        for (int i = 0; i < shares.length; i++) {
            BigInteger[] division =
                    parts.get(i).multiply(BigInteger.valueOf(total)).divideAndRemainder(sum);
            shares[i] = division[0].longValueExact();
            remainders[i] = division[1];
            left -= shares[i];
        }
        for (; left > 0; left--) {
            int chosen = latestOfTheLargest(remainders, sum);
            shares[chosen]++;
            remainders[chosen] = BigInteger.valueOf(-1).multiply(sum);
        }
        return shares;
    }

    private static int latestOfTheLargest(BigInteger[] remainders, BigInteger sum) {
        BigInteger largest = Collections.max(List.of(remainders));
        for (int i = remainders.length - 1; i >= 0; i--) {
            if (largest.subtract(remainders[i]).multiply(TIE).compareTo(sum) < 0) {
                return i;
            }
        }
        throw new IllegalStateException("There is always a largest remainder");
    }
}
