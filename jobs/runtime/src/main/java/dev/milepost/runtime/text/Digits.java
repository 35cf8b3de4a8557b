package dev.milepost.runtime.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Measured figures with as many digits as their error allows. */
public final class Digits {

    private static final int MOST_DECIMALS = 12;
    private static final double SMALLEST_P = 0.0001;
    private static final double LEAST_P = 1e-300;

    private Digits() {}

    /** Decimals with which a standard error has two digits that are not 0. */
    public static int decimals(double se) {
        return se > 0 ? Math.max(0, 1 - (int) Math.floor(Math.log10(se))) : 0;
    }

    /** {@code 1,234}, {@code 0.0123}; a dash where there is none. */
    public static String figure(double figure, int decimals) {
        return figure(figure, decimals, "");
    }

    /** The same with its sign. */
    public static String signed(double figure, int decimals) {
        return figure(figure, decimals, "+");
    }

    private static String figure(double figure, int decimals, String flag) {
        if (!Double.isFinite(figure)) {
            return "-";
        }
        String format = decimals > MOST_DECIMALS ? "%" + flag + ".3e" : "%" + flag + ",." + decimals + "f";
        return String.format(Locale.ROOT, format, figure);
    }

    /** {@code 12.3 %}. */
    public static String percent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%,.1f %%", 100 * share) : "-";
    }

    /** {@code +12.3 %}. */
    public static String signedPercent(double share) {
        return Double.isFinite(share) ? String.format(Locale.ROOT, "%+,.1f %%", 100 * share) : "-";
    }

    /** {@code 95 % interval}, {@code 99.99 % interval}: with every digit that 1 − α has. */
    public static String interval(double alpha) {
        return BigDecimal.valueOf(1 - alpha)
                        .movePointRight(2)
                        .round(new MathContext(10))
                        .stripTrailingZeros()
                        .toPlainString()
                + " % interval";
    }

    /** {@code 0.0123}, {@code <0.0001}; a dash where there is none. */
    public static String p(double p) {
        if (Double.isNaN(p)) {
            return "-";
        }
        return p < SMALLEST_P ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
    }

    /** {@code 1.2e-08}, however small, down to {@code <1e-300}: below that it may be what a double has no digits for any more. */
    public static String tinyP(double p) {
        return p < LEAST_P ? "<1e-300" : String.format(Locale.ROOT, "%.1e", p);
    }
}
