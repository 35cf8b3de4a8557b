package dev.milepost.testkit.oracle;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Powers of ½ to 60 decimal places, so that rounding to 1e-9 and to cents is decided by the value itself. */
final class HalfLives {

    private static final MathContext PRECISION = new MathContext(90);
    private static final int SCALE = 60;
    private static final BigDecimal LN_2 = ln2();

    private HalfLives() {}

    /** 2^(−age / halfLife) · 10^60, rounded to an integer. Both are in milliseconds; age is not negative. */
    static BigInteger remaining(long age, long halfLife) {
        BigDecimal exponent = BigDecimal.valueOf(age % halfLife)
                .divide(BigDecimal.valueOf(halfLife), PRECISION)
                .multiply(LN_2, PRECISION)
                .negate();
        BigDecimal whole = BigDecimal.valueOf(2).pow(Math.toIntExact(age / halfLife));
        return exp(exponent)
                .divide(whole, PRECISION)
                .movePointRight(SCALE)
                .setScale(0, RoundingMode.HALF_EVEN)
                .toBigIntegerExact();
    }

    /** The power series of e^x for −ln 2 ≤ x ≤ 0. */
    private static BigDecimal exp(BigDecimal x) {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal term = BigDecimal.ONE;
        for (int k = 1; term.signum() != 0 && term.abs().compareTo(BigDecimal.ONE.movePointLeft(80)) > 0; k++) {
            sum = sum.add(term);
            term = term.multiply(x, PRECISION).divide(BigDecimal.valueOf(k), PRECISION);
        }
        return sum;
    }

    /** ln 2 = Σ 1 / (k 2^k). */
    private static BigDecimal ln2() {
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal power = BigDecimal.ONE;
        for (int k = 1; k <= 290; k++) {
            power = power.multiply(BigDecimal.valueOf(2));
            sum = sum.add(BigDecimal.ONE.divide(power.multiply(BigDecimal.valueOf(k)), PRECISION));
        }
        return sum;
    }
}
