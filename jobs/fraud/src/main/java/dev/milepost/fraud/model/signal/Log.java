package dev.milepost.fraud.model.signal;

/** Logarithms and tails that are the same on every machine. */
public final class Log {

    /** A tail counts to here: one in a million. */
    public static final double MOST = 6;

    private static final double LN_2 = StrictMath.log(2);

    private Log() {}

    public static double base2(double value) {
        return StrictMath.log(value) / LN_2;
    }

    /** {@code min(6, −log10 p)}; a probability above 1, as rounding makes it, is 1. */
    public static double tail(double probability) {
        if (probability >= 1) {
            return 0;
        }
        return probability <= 0 ? MOST : Math.min(MOST, -StrictMath.log10(probability));
    }
}
