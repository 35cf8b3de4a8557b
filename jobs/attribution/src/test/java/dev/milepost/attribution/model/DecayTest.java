package dev.milepost.attribution.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecayTest {

    private static final BigDecimal ONE = new BigDecimal(BigInteger.ONE.shiftLeft(Decay.SCALE));
    private static final BigDecimal EXACT = BigDecimal.ONE.movePointLeft(26);

    @Test
    void wholeHalfLivesAreExact() {
        assertThat(Decay.remaining(0, 7)).isEqualTo(BigInteger.ONE.shiftLeft(Decay.SCALE));
        assertThat(Decay.remaining(7, 7)).isEqualTo(BigInteger.ONE.shiftLeft(Decay.SCALE - 1));
        assertThat(Decay.remaining(7 * 160, 7)).isEqualTo(BigInteger.ONE);
        assertThat(Decay.remaining(7 * 161, 7)).isZero();
        assertThat(Decay.remaining(Long.MAX_VALUE, 1)).isZero();
        assertThat(decay(1, Long.MAX_VALUE)).isLessThanOrEqualTo(BigDecimal.ONE);
    }

    @Test
    void halfOfAHalfLifeIsTheRootOfAHalf() {
        // The square root of 1/2 to 30 places.
        assertThat(decay(1, 2)).isCloseTo(new BigDecimal("0.707106781186547524400844362105"), within(EXACT));
        // Its cube root, likewise.
        assertThat(decay(1, 3)).isCloseTo(new BigDecimal("0.793700525984099737375852819636"), within(EXACT));
    }

    @Test
    void agesAddWherePowersMultiply() {
        Random random = new Random(5);
        for (int i = 0; i < 1_000; i++) {
            long halfLife = 1 + random.nextLong(3_000_000_000L);
            long one = random.nextLong(3 * halfLife);
            long other = random.nextLong(3 * halfLife);
            assertThat(decay(one, halfLife).multiply(decay(other, halfLife)))
                    .isCloseTo(decay(one + other, halfLife), within(EXACT));
            assertThat(decay(one, halfLife).doubleValue())
                    .isCloseTo(StrictMath.pow(2, -(double) one / halfLife), within(1e-15));
        }
    }

    private static BigDecimal decay(long age, long halfLife) {
        return new BigDecimal(Decay.remaining(age, halfLife)).divide(ONE);
    }
}
