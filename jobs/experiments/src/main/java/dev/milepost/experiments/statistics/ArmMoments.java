package dev.milepost.experiments.statistics;

import java.math.BigInteger;

/**
 * All that the statistics need to know of an arm's units: how many, and the sums of an outcome y, a covariate x, their squares
 * and their product.
 *
 * <p>Values are whole numbers of a unit that the reader of the sums knows (cents, or a column's last decimal), so sums are exact:
 * units may come in any order, sums be merged in any order, and what is removed leaves the same sums as if it had never come.
 * Without a covariate x is 0.
 *
 * @param n units; none has no sums
 * @param sumY Σy
 * @param sumYy Σy²
 * @param sumX Σx
 * @param sumXx Σx²
 * @param sumXy Σxy
 */
public record ArmMoments(
        long n, BigInteger sumY, BigInteger sumYy, BigInteger sumX, BigInteger sumXx, BigInteger sumXy) {

    /** No unit. */
    public static final ArmMoments NONE =
            new ArmMoments(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    /** @throws IllegalArgumentException if they are sums of no units, as after removing one that was never added */
    public ArmMoments {
        boolean squares = sumYy.signum() > 0 || sumXx.signum() > 0;
        boolean sums = squares || sumY.signum() != 0 || sumX.signum() != 0 || sumXy.signum() != 0;
        boolean negative = n < 0 || sumYy.signum() < 0 || sumXx.signum() < 0;
        if (negative || (n == 0 && sums)) {
            throw new IllegalArgumentException("These are sums of no units: n=" + n + ", Σy=" + sumY + ", Σy²=" + sumYy
                    + ", Σx=" + sumX + ", Σx²=" + sumXx + ", Σxy=" + sumXy);
        }
    }

    /** Of one unit, whose values may be greater than a long. */
    public static ArmMoments ofUnit(BigInteger y, BigInteger x) {
        return new ArmMoments(1, y, y.multiply(y), x, x.multiply(x), x.multiply(y));
    }

    /** With one more unit, without a covariate. */
    public ArmMoments add(long y) {
        return plus(of(y, 0));
    }

    /** With one more unit. */
    public ArmMoments add(long y, long x) {
        return plus(of(y, x));
    }

    /**
     * Without a unit that was added.
     *
     * @throws IllegalArgumentException if none can have been
     */
    public ArmMoments remove(long y, long x) {
        return minus(of(y, x));
    }

    /** All units of both. */
    public ArmMoments plus(ArmMoments other) {
        return new ArmMoments(
                Math.addExact(n, other.n),
                sumY.add(other.sumY),
                sumYy.add(other.sumYy),
                sumX.add(other.sumX),
                sumXx.add(other.sumXx),
                sumXy.add(other.sumXy));
    }

    /**
     * Without the units of another, all of which are among these.
     *
     * @throws IllegalArgumentException if they cannot be
     */
    public ArmMoments minus(ArmMoments other) {
        return new ArmMoments(
                n - other.n,
                sumY.subtract(other.sumY),
                sumYy.subtract(other.sumYy),
                sumX.subtract(other.sumX),
                sumXx.subtract(other.sumXx),
                sumXy.subtract(other.sumXy));
    }

    private static ArmMoments of(long y, long x) {
        return new ArmMoments(
                1, BigInteger.valueOf(y), product(y, y), BigInteger.valueOf(x), product(x, x), product(x, y));
    }

    private static BigInteger product(long a, long b) {
        long low = a * b;
        return Math.multiplyHigh(a, b) == low >> (Long.SIZE - 1)
                ? BigInteger.valueOf(low)
                : BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
    }

    /** n Σy² − (Σy)², that is n(n − 1) times the sample variance of y; never negative. */
    BigInteger spreadY() {
        return spread(sumYy, sumY, sumY);
    }

    /** n Σx² − (Σx)². */
    BigInteger spreadX() {
        return spread(sumXx, sumX, sumX);
    }

    /** n Σxy − Σx Σy. */
    BigInteger spreadXy() {
        return spread(sumXy, sumX, sumY);
    }

    private BigInteger spread(BigInteger products, BigInteger sum, BigInteger otherSum) {
        return BigInteger.valueOf(n).multiply(products).subtract(sum.multiply(otherSum));
    }
}
