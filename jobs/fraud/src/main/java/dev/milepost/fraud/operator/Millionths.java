package dev.milepost.fraud.operator;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as columns have them: in six decimals. */
final class Millionths {

    private static final int DECIMALS = 6;

    private Millionths() {}

    /** The nearest, of two the even one. */
    static BigDecimal of(double number) {
        return BigDecimal.valueOf(number).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    /** Null of what is no number. */
    static BigDecimal ofNumber(double number) {
        return Double.isNaN(number) ? null : of(number);
    }
}
