package dev.milepost.experiments.analyze;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A column of decimals as they are written, in whole numbers of one unit: the last decimal that any of them has.
 *
 * <p>Where the greatest and the smallest decimal are more than {@value #DIGITS} digits apart, the unit is as many digits below the
 * greatest, and what is finer is rounded to it, half to even. A cell of more digits than that is rounded to them first.
 */
final class Decimals {

    /** What surely fits into a long. */
    static final int DIGITS = 18;

    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final MathContext ROUNDED = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    /** Beyond it neither a square nor its inverse is a double. */
    private static final int FARTHEST = 100;

    private static final int FIRST_ROWS = 1024;

    private long[] unscaled = new long[FIRST_ROWS];
    private short[] scales = new short[FIRST_ROWS];
    private int size;
    private int mostDecimals = Integer.MIN_VALUE;
    private int mostDigits = Integer.MIN_VALUE;

    /** Takes a cell in; false where it is no number, or one that is too great or too small to be averaged. */
    boolean add(String cell) {
        if (!NUMBER.matcher(cell).matches()) {
            return false;
        }
        BigDecimal number = new BigDecimal(cell);
        int digits = number.precision() - number.scale();
        if (number.signum() != 0 && Math.abs(digits) > FARTHEST) {
            return false;
        }
        add(number.signum() == 0 ? BigDecimal.ZERO : shortest(number.round(ROUNDED)));
        return true;
    }

    /** Without zeros at the end, which would be decimals that say nothing. */
    private static BigDecimal shortest(BigDecimal number) {
        return number.scale() > 0 ? number.stripTrailingZeros() : number;
    }

    private void add(BigDecimal number) {
        if (size == unscaled.length) {
            unscaled = Arrays.copyOf(unscaled, 2 * size);
            scales = Arrays.copyOf(scales, 2 * size);
        }
        unscaled[size] = number.unscaledValue().longValueExact();
        scales[size] = (short) number.scale();
        size++;
        if (number.signum() != 0) {
            mostDecimals = Math.max(mostDecimals, number.scale());
            mostDigits = Math.max(mostDigits, number.precision() - number.scale());
        }
    }

    /** The unit is 10 to the minus this; 0 where all are 0. */
    int decimals() {
        return mostDecimals == Integer.MIN_VALUE ? 0 : Math.min(Math.max(0, mostDecimals), DIGITS - mostDigits);
    }

    /** A row's number, in units. */
    long units(int row, int decimals) {
        return scales[row] == decimals || unscaled[row] == 0
                ? unscaled[row]
                : BigDecimal.valueOf(unscaled[row], scales[row])
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .unscaledValue()
                        .longValueExact();
    }

    /** Whether the row that was taken in last is 0 or 1. */
    boolean isLastZeroOrOne() {
        long last = unscaled[size - 1];
        return last == 0 || (last == 1 && scales[size - 1] == 0);
    }
}
