package dev.milepost.attribution.model;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Shares of a whole, and its division into integers that sum to it: each gets the floor of its quota, and the units left go
 * to the largest remainders (the method of largest remainder, Hamilton's). Remainders closer than 1e-9 are ties and go to
 * the later share.
 *
 * <p>Whole numbers throughout: in doubles, the quotas of 1e9 parts are wrong by more than what counts as a tie. Most are
 * small, and then longs hold every product.
 */
final class Shares {

    /** Remainders closer than one part in this many are ties. */
    private static final BigInteger TIE = BigInteger.valueOf(1_000_000_000);

    /** The parts and their sum, where the sum is no long; else null. */
    private final BigInteger[] parts;

    private final BigInteger sum;

    /** The parts and their sum, where the sum is a long; else null and 0. */
    private final long[] smallParts;

    private final long smallSum;

    private Shares(BigInteger[] parts) {
        this.parts = parts;
        this.sum = Arrays.stream(parts).reduce(BigInteger.ZERO, BigInteger::add);
        this.smallParts = null;
        this.smallSum = 0;
    }

    private Shares(long[] parts, long sum) {
        this.parts = null;
        this.sum = null;
        this.smallParts = parts;
        this.smallSum = sum;
    }

    /** Shares in the proportion of {@code parts}, none negative, not all 0. */
    static Shares ofParts(BigInteger... parts) {
        return new Shares(parts.clone());
    }

    /** Shares in the proportion of {@code parts}, none negative, not all 0. */
    static Shares ofParts(long... parts) {
        long sum = 0;
        for (long part : parts) {
            sum += part;
            if (sum < 0) {
                return new Shares(big(parts));
            }
        }
        return new Shares(parts.clone(), sum);
    }

    private static BigInteger[] big(long[] parts) {
        return LongStream.of(parts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new);
    }

    static Shares allTo(int index, int size) {
        long[] parts = new long[size];
        parts[index] = 1;
        return ofParts(parts);
    }

    /** Divides {@code whole}, from 0 on; the result sums to it. */
    long[] divide(long whole) {
        if (smallParts == null) {
            return divideBig(whole);
        }
        // No part is greater than the sum, so then no product leaves a long.
        return whole <= Long.MAX_VALUE / smallSum ? divideSmall(whole) : new Shares(big(smallParts)).divideBig(whole);
    }

    private long[] divideSmall(long whole) {
        long[] result = new long[smallParts.length];
        long[] remainders = new long[smallParts.length];
        long left = whole;
        for (int i = 0; i < result.length; i++) {
            long product = smallParts[i] * whole;
            result[i] = product / smallSum;
            remainders[i] = product % smallSum;
            left -= result[i];
        }
        if (left > 0) {
            // Of whole numbers, d · TIE < sum says the same as d ≤ (sum − 1) ÷ TIE.
            long tie = (smallSum - 1) / TIE.longValueExact();
            handOut(
                    left,
                    result,
                    (one, other) -> Long.compare(remainders[one], remainders[other]),
                    (max, other) -> remainders[max] - remainders[other] <= tie);
        }
        return result;
    }

    private long[] divideBig(long whole) {
        long[] result = new long[parts.length];
        BigInteger[] remainders = new BigInteger[parts.length];
        long left = whole;
        for (int i = 0; i < parts.length; i++) {
            BigInteger[] quota = parts[i].multiply(BigInteger.valueOf(whole)).divideAndRemainder(sum);
            result[i] = quota[0].longValueExact();
            remainders[i] = quota[1];
            left -= result[i];
        }
        if (left > 0) {
            handOut(
                    left,
                    result,
                    (one, other) -> remainders[one].compareTo(remainders[other]),
                    (max, other) -> remainders[max]
                                    .subtract(remainders[other])
                                    .multiply(TIE)
                                    .compareTo(sum)
                            < 0);
        }
        return result;
    }

    /** Whether the share {@code other} has a remainder so close to that of {@code max}, the largest, that it ties. */
    private interface Tie {
        boolean with(int max, int other);
    }

    /** There are fewer units than shares: no share gets two. */
    private static void handOut(long units, long[] result, Comparator<Integer> byRemainder, Tie tie) {
        int[] largestFirst = IntStream.range(0, result.length)
                .boxed()
                .sorted(byRemainder.reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] served = new boolean[result.length];
        PriorityQueue<Integer> ties = new PriorityQueue<>(Collections.reverseOrder());
        int largest = 0;
        int next = 0;
        for (long left = units; left > 0; left--) {
            while (served[largestFirst[largest]]) {
                largest++;
            }
            int max = largestFirst[largest];
            while (next < largestFirst.length && tie.with(max, largestFirst[next])) {
                ties.add(largestFirst[next]);
                next++;
            }
            int share = ties.remove();
            served[share] = true;
            result[share]++;
        }
    }
}
