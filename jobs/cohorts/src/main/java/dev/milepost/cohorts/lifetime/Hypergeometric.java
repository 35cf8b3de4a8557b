package dev.milepost.cohorts.lifetime;

/** Gauss's hypergeometric function. */
final class Hypergeometric {

    private static final double PRECISION = 1e-16;
    private static final double GREAT = 1e200;
    private static final int MOST_TERMS = 5_000_000;

    private Hypergeometric() {}

    /**
     * 2F1(a, b; c; z) − 1 by its series: Abramowitz and Stegun (1964), 15.1.1. Without the 1, nothing is lost where the rest is small.
     *
     * @param c neither 0 nor a negative whole number
     * @param z from 0 to below 1; near 1 it takes about 40 / (1 - z) terms
     * @throws UnfitException where it takes more than {@value #MOST_TERMS}
     */
    static double lessOne(double a, double b, double c, double z) {
        Series series = new Series(a, b, c, z);
        while (!series.isSummed()) {
            series.next();
        }
        return series.sum;
    }

    /**
     * ln 2F1(a, b; c; z), however great it is.
     *
     * @param a above 0, as b and c are
     * @param z from 0 to below 1
     * @throws UnfitException as {@link #lessOne} does
     */
    static double log(double a, double b, double c, double z) {
        Series series = new Series(a, b, c, z);
        series.sum = 1;
        double logScale = 0;
        while (!series.isSummed()) {
            series.next();
            if (series.sum > GREAT) {
                series.sum /= GREAT;
                series.term /= GREAT;
                logScale += Math.log(GREAT);
            }
        }
        return logScale + Math.log(series.sum);
    }

    /** A sum that grows by its terms. */
    private static final class Series {

        private final double a;
        private final double b;
        private final double c;
        private final double z;

        /** From here on the factors of a term no longer change their signs, and its ratio to the one before goes to z. */
        private final double settled;

        private double term = 1;
        private double sum;
        private double ratio = 1;
        private int n;

        Series(double a, double b, double c, double z) {
            if (!(z >= 0 && z < 1)) {
                throw new IllegalArgumentException("z is from 0 to below 1: " + z);
            }
            this.a = a;
            this.b = b;
            this.c = c;
            this.z = z;
            settled = 1 + Math.max(0, Math.max(-a, Math.max(-b, -c)));
        }

        void next() {
            if (n == MOST_TERMS) {
                throw new UnfitException("what it expects cannot be computed: 2F1(" + a + ", " + b + "; " + c + "; " + z
                        + ") does not converge");
            }
            ratio = (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
            term *= ratio;
            sum += term;
            n++;
        }

        /** What is left is less than a geometric series. */
        boolean isSummed() {
            double fall = Math.max(Math.abs(ratio), z);
            boolean falls = n > settled + 1 && fall < 1;
            return term == 0 || (falls && Math.abs(term) * fall <= PRECISION * Math.abs(sum) * (1 - fall));
        }
    }
}
