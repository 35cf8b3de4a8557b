package dev.milepost.experiments.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArmMomentsTest {

    @Test
    void sumsAreThoseByHand() {
        assertThat(Moments.of(new long[] {1, -2, 3}, new long[] {10, 0, 5}))
                .isEqualTo(new ArmMoments(3, big(2), big(14), big(15), big(125), big(25)));
    }

    @Test
    void productsOfAnySizeAreExact() {
        BigInteger greatest = BigInteger.valueOf(Long.MAX_VALUE);
        BigInteger least = BigInteger.valueOf(Long.MIN_VALUE);
        ArmMoments moments = ArmMoments.NONE.add(Long.MAX_VALUE, Long.MIN_VALUE).add(Long.MAX_VALUE, Long.MIN_VALUE);
        assertThat(moments.sumY()).isEqualTo(greatest.add(greatest));
        assertThat(moments.sumYy()).isEqualTo(greatest.pow(2).shiftLeft(1));
        assertThat(moments.sumXx()).isEqualTo(least.pow(2).shiftLeft(1));
        assertThat(moments.sumXy()).isEqualTo(greatest.multiply(least).shiftLeft(1));
    }

    /** Neither the order of units nor how they are merged matters, and what is taken back was never there. */
    @Test
    void orderNeverMattersAndRetractingReturnsToTheSameBits() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            long[] y = Moments.random(random, 40);
            long[] x = Moments.random(random, 40);
            List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
            ArmMoments inOrder = Moments.of(y, x);
            Collections.shuffle(order, random);
            ArmMoments[] parts = {ArmMoments.NONE, ArmMoments.NONE, ArmMoments.NONE};
            for (int i : order) {
                int part = random.nextInt(parts.length);
                parts[part] = parts[part].add(y[i], x[i]);
            }
            assertThat(parts[2].plus(parts[0]).plus(parts[1])).isEqualTo(inOrder);

            ArmMoments kept = parts[1];
            ArmMoments left = inOrder.minus(parts[0]);
            Collections.shuffle(order, random);
            ArmMoments more = inOrder;
            for (int i : order) {
                more = more.add(x[i], y[i]);
            }
            for (int i : order) {
                more = more.remove(x[i], y[i]);
            }
            assertThat(more).isEqualTo(inOrder);
            assertThat(left.minus(parts[2])).isEqualTo(kept);
        }
    }

    @Test
    void figuresOfTheSameUnitsAreTheSameBits() {
        Random random = new Random(8);
        long[] y = Moments.random(random, 50);
        long[] x = Moments.random(random, 50);
        ArmMoments once = Moments.of(y, x);
        ArmMoments again = once.add(5, 6).add(-7, 8).remove(5, 6).remove(-7, 8);
        assertThat(Sample.ofMean(again, 2)).isEqualTo(Sample.ofMean(once, 2));
        assertThat(Cuped.over(List.of(again)).adjust(again, 2))
                .isEqualTo(Cuped.over(List.of(once)).adjust(once, 2));
    }

    @Test
    void whatWasNeverAddedCannotBeRemoved() {
        assertThatThrownBy(() -> ArmMoments.NONE.remove(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Moments.of(3).remove(4, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("These are sums of no units: n=0, Σy=-1, Σy²=-7");
        assertThat(Moments.of(3).remove(3, 0)).isEqualTo(ArmMoments.NONE);
    }

    private static BigInteger big(long value) {
        return BigInteger.valueOf(value);
    }
}
