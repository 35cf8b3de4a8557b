package dev.milepost.experiments.statistics;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Quotients of exact sums, rounded once. */
final class Exact {

    /** More digits than a double has. */
    private static final MathContext DIGITS = new MathContext(25);

    private Exact() {}

    /** numerator ÷ denominator ÷ 10^decimals, to the last bit or nearly. */
    static double quotient(BigInteger numerator, BigInteger denominator, int decimals) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), DIGITS)
                .scaleByPowerOfTen(-decimals)
                .doubleValue();
    }

    /** n(n − 1), what a spread is divided by. */
    static BigInteger pairs(long n) {
        return BigInteger.valueOf(n).multiply(BigInteger.valueOf(n - 1));
    }
}
