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
 * <p>Whole numbers throughout: in doubles, the quotas of 1e9 parts are wrong by more than what counts as a tie.
 */
final class Shares {

    /** Remainders closer than one part in this many are ties. */
    private static final BigInteger TIE = BigInteger.valueOf(1_000_000_000);

    private final BigInteger[] parts;
    private final BigInteger sum;

    private Shares(BigInteger[] parts) {
        this.parts = parts;
        this.sum = Arrays.stream(parts).reduce(BigInteger.ZERO, BigInteger::add);
    }

    /** Shares in the proportion of {@code parts}, none negative, not all 0. */
    static Shares ofParts(BigInteger... parts) {
        return new Shares(parts.clone());
    }

    /** Shares in the proportion of {@code parts}, none negative, not all 0. */
    static Shares ofParts(long... parts) {
        return new Shares(LongStream.of(parts).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
    }

    static Shares allTo(int index, int size) {
        long[] parts = new long[size];
        parts[index] = 1;
        return ofParts(parts);
    }

    /** Divides {@code whole}, from 0 on; the result sums to it. */
    long[] divide(long whole) {
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
            handOut(left, result, remainders);
        }
        return result;
    }

    /** There are fewer units than shares: no share gets two. */
    private void handOut(long units, long[] result, BigInteger[] remainders) {
        int[] largestFirst = IntStream.range(0, remainders.length)
                .boxed()
                .sorted(Comparator.comparing((Integer share) -> remainders[share])
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        boolean[] served = new boolean[remainders.length];
        PriorityQueue<Integer> ties = new PriorityQueue<>(Collections.reverseOrder());
        int largest = 0;
        int next = 0;
        for (long left = units; left > 0; left--) {
            while (served[largestFirst[largest]]) {
                largest++;
            }
            BigInteger max = remainders[largestFirst[largest]];
            while (next < largestFirst.length && isTie(max, remainders[largestFirst[next]])) {
                ties.add(largestFirst[next]);
                next++;
            }
            int share = ties.remove();
            served[share] = true;
            result[share]++;
        }
    }

    private boolean isTie(BigInteger max, BigInteger remainder) {
        return max.subtract(remainder).multiply(TIE).compareTo(sum) < 0;
    }
}
