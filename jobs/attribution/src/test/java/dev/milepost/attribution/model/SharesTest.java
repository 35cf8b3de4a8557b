package dev.milepost.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static final long ONE = 1_000_000_000L;
    private static final int CASES = 5_000;

    @Test
    void unitsLeftGoToTheLargestRemaindersAndOfTiesToTheLater() {
        // 100 / 3 = 33.33 each: one unit left, all remainders equal.
        assertThat(Shares.ofParts(1, 1, 1).divide(100)).containsExactly(33, 33, 34);
        // 101 / 3 = 33.67 each: two units left.
        assertThat(Shares.ofParts(1, 1, 1).divide(101)).containsExactly(33, 34, 34);
        // 10 · 1/6 = 1.67, 10 · 2/6 = 3.33, 10 · 3/6 = 5: the unit goes to the first.
        assertThat(Shares.ofParts(1, 2, 3).divide(10)).containsExactly(2, 3, 5);
        // 10 · .4 = 4, 10 · .1 = 1 twice, 4: nothing is left.
        assertThat(Shares.ofParts(4, 1, 1, 4).divide(10)).containsExactly(4, 1, 1, 4);
        assertThat(Shares.ofParts(1, 1).divide(0)).containsExactly(0, 0);
    }

    @Test
    void remaindersCloserThanATieGoToTheLaterOtherwiseToTheLarger() {
        // Remainders of 1: a half, more or less by half of the distance.
        assertThat(Shares.ofParts(5_000_000_004L, 4_999_999_996L).divide(1)).containsExactly(0, 1);
        assertThat(Shares.ofParts(5_000_000_006L, 4_999_999_994L).divide(1)).containsExactly(1, 0);
        // 1e-9 apart, to the digit, is no tie.
        assertThat(Shares.ofParts(5_000_000_005L, 4_999_999_995L).divide(1)).containsExactly(1, 0);
    }

    @Test
    void allToOneIsAllToOne() {
        assertThat(Shares.allTo(1, 3).divide(12_345)).containsExactly(0, 12_345, 0);
    }

    @Test
    void wholePartsAreDividedExactly() {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            long[] parts = random.longs(1 + random.nextInt(12), 0, 1 + random.nextInt(1_000))
                    .toArray();
            parts[random.nextInt(parts.length)]++;
            long whole = i % 2 == 0 ? ONE : random.nextLong(1_000_000_000_000_000L);
            assertThat(Shares.ofParts(parts).divide(whole))
                    .as("%d by %s", whole, Arrays.toString(parts))
                    .containsExactly(largestRemainder(whole, parts));
        }
    }

    @Test
    void partsAndWholesUpToTheGreatestLongAreDividedExactly() {
        long most = Long.MAX_VALUE;
        assertThat(Shares.ofParts(most, most).divide(most)).containsExactly(most / 2, most / 2 + 1);
        assertThat(Shares.ofParts(1, 1).divide(most)).containsExactly(most / 2, most / 2 + 1);
        assertThat(Shares.ofParts(most, 1).divide(2)).containsExactly(2, 0);
        // The least product that no long holds, and the greatest that one does.
        assertThat(Shares.ofParts(3, 1).divide(most / 4 + 1))
                .containsExactly(largestRemainder(most / 4 + 1, new long[] {3, 1}));
        assertThat(Shares.ofParts(3, 1).divide(most / 4))
                .containsExactly(largestRemainder(most / 4, new long[] {3, 1}));
    }

    /** By whole numbers, and sorted: the largest remainder first, of equal ones the later. */
    private static long[] largestRemainder(long whole, long[] parts) {
        BigInteger sum = BigInteger.valueOf(LongStream.of(parts).sum());
        BigInteger[][] quotas = LongStream.of(parts)
                .mapToObj(part -> BigInteger.valueOf(part).multiply(BigInteger.valueOf(whole)))
                .map(product -> product.divideAndRemainder(sum))
                .toArray(BigInteger[][]::new);
        long[] result = Arrays.stream(quotas)
                .mapToLong(quota -> quota[0].longValueExact())
                .toArray();
        int left = Math.toIntExact(whole - LongStream.of(result).sum());
        IntStream.range(0, parts.length)
                .boxed()
                .sorted(Collections.reverseOrder(
                        java.util.Comparator.<Integer, BigInteger>comparing(at -> quotas[at][1])
                                .thenComparing(at -> at)))
                .limit(left)
                .forEach(at -> result[at]++);
        return result;
    }

    @Test
    void fiftyThousandSharesAreDividedAtOnce() {
        int n = 50_000;
        long[] parts = new long[n];
        Arrays.fill(parts, 1);
        // 1e9 + 49,999 leaves a unit for all but the first: the most there can be.
        long[] shares = Shares.ofParts(parts).divide(ONE + n - 1);
        assertThat(shares[0]).isEqualTo(ONE / n);
        assertThat(Arrays.copyOfRange(shares, 1, n)).containsOnly(ONE / n + 1);
        long[] mixed = new Random(3).longs(n, 0, 1L << 40).toArray();
        assertThat(Shares.ofParts(mixed).divide(ONE)).containsExactly(largestRemainder(ONE, mixed));
    }
}
