package dev.milepost.testkit.oracle;

import java.math.BigInteger;

/**
 * Powers of ½ in fixed point, to {@value #BITS} binary places less rounding in the last few: some 45 decimal places, so
 * that rounding to 1e-9 and to cents is decided by the value itself.
 */
final class HalfLives {

    static final int BITS = 160;

    private static final BigInteger ONE = BigInteger.ONE.shiftLeft(BITS);
    private static final BigInteger LN_2 = ln2();

    private HalfLives() {}

    /** 2^(−age / halfLife) · 2^160, as an integer. Both are in milliseconds; age is not negative. */
    static BigInteger remaining(long age, long halfLife) {
        BigInteger exponent = LN_2.multiply(BigInteger.valueOf(age % halfLife)).divide(BigInteger.valueOf(halfLife));
        return exp(exponent.negate()).shiftRight(Math.toIntExact(age / halfLife));
    }

    /** The power series of e^x for −ln 2 ≤ x ≤ 0. */
    private static BigInteger exp(BigInteger x) {
        BigInteger sum = BigInteger.ZERO;
        BigInteger term = ONE;
        for (int k = 1; term.signum() != 0; k++) {
            sum = sum.add(term);
            term = term.multiply(x).divide(ONE).divide(BigInteger.valueOf(k));
        }
        return sum;
    }

    /** ln 2 = Σ 1 / (k 2^k). */
    private static BigInteger ln2() {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 1; k <= BITS; k++) {
            sum = sum.add(ONE.shiftRight(k).divide(BigInteger.valueOf(k)));
        }
        return sum;
    }
}
