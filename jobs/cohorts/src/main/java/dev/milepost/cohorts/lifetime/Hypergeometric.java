package dev.milepost.cohorts.lifetime;

/** Gauss's hypergeometric function. */
final class Hypergeometric {

    private static final double PRECISION = 1e-16;
    private static final int MOST_TERMS = 5_000_000;

    private Hypergeometric() {}

    /**
     * 2F1(a, b; c; z) − 1 by its series: Abramowitz and Stegun (1964), 15.1.1. Without the 1, nothing is lost where the rest is small.
     *
     * @param c neither 0 nor a negative whole number
     * @param z from 0 to below 1; near 1 it takes about 40 / (1 - z) terms
     */
    static double lessOne(double a, double b, double c, double z) {
        if (!(z >= 0 && z < 1)) {
            throw new IllegalArgumentException("z is from 0 to below 1: " + z);
        }
        // From here on the factors of a term no longer change their signs, and its ratio to the one before goes to z.
        double settled = 1 + Math.max(0, Math.max(-a, Math.max(-b, -c)));
        double term = 1;
        double sum = 0;
        for (int n = 0; n < MOST_TERMS; n++) {
            double ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            term *= ratio;
            sum += term;
            // What is left is less than a geometric series.
            double fall = Math.max(Math.abs(ratio), z);
            boolean isSettled = n > settled && fall < 1;
            if (term == 0 || (isSettled && Math.abs(term) * fall <= PRECISION * Math.abs(sum) * (1 - fall))) {
                return sum;
            }
        }
        throw new ArithmeticException("2F1(" + a + ", " + b + "; " + c + "; " + z + ") does not converge");
    }
}
